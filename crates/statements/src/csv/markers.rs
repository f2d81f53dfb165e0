//! Words in cells that say which way the money went, and whether it went at all.

use crate::amount::Direction;
use crate::fold;
use crate::statement::BalanceKind;

const OUT: &str = "debit|dbit|d|dr|db|dt|deb|debet|debito|debiti|soll|s|af|uit|o|out|withdrawal|outgoing|money out\
     |expense|expenses|spent|egresos|cargos|retiro|despesa|debits|abbuchung|auszahlung|otto|giden|keluar|cargo|gasto|egreso|salida|sortie|depense|uscita|uscite|dare|addebito\
     |saida|ausgabe|ausgang|belastung|lastschrift|outflow|wydatek|obciazenie|wn|vydaj|odchozi\
     |terheles|gider|borc|b|расход|списание|дебет|ut|ud|utgift|支出|出金|出|출금|payment out|paid out\
     |outbound|χ|χρεωση|ghi no|isplata|breme|дебит|חובה";

const IN: &str = "credit|crdt|c|cr|ct|cre|kredit|kr|credito|crediti|haben|h|bij|in|i|deposit|incoming|money in\
     |income|received|abono|abonos|ingresos|receita|credits|einzahlung|pano|gelen|masuk|inkomst|ingreso|entrada|entree|recette|entrata|entrate|avere|accredito\
     |gutschrift|eingang|einnahme|inflow|wplyw|uznanie|ma|prijem|prichozi|jovairas|gelir|alacak|a|k\
     |приход|зачисление|кредит|inn|ind|insattning|inntekt|收入|入金|入|입금|paid in|inbound|π|πιστωση|ghi co|uplata|dobro|кредит|זכות";

/// What a cell of a marker column says.
pub(crate) fn direction(cell: &str) -> Option<Direction> {
    match cell {
        "-" | "−" => return Some(Direction::Out),
        "+" => return Some(Direction::In),
        _ if cell.len() > 40 => return None,
        _ => {}
    }
    let folded = fold::words(cell);
    if lists(OUT, &folded) {
        Some(Direction::Out)
    } else {
        lists(IN, &folded).then_some(Direction::In)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Booked,
    Pending,
    /// No money moved.
    Declined,
}

const STATUSES: &[(Status, &str)] = &[
    (
        Status::Booked,
        "booked|posted|completed|complete|settled|cleared|gebucht|umsatz gebucht|executed|done|success\
     |successful|processed|ok|sent|imputado|liquidado|pagado|comptabilise|effectue|contabilizado|contabilizzato|geboekt|bokfort\
     |bogfort|utfort|gennemfort|zaksiegowana|zrealizowana|rozliczona|zauctovano|teljesitett|konyvelt\
     |abgeschlossen|termine|completado|completato|voltooid|zakonczono|slutford|concluido|terminada|realizada|pagada|tamamlandi|исполнено|выполнена|успешно|approved|ausgefuhrt|verbucht|reconciled|交易成功|支付成功",
    ),
    (
        Status::Pending,
        "pending|vorgemerkt|umsatz vorgemerkt|authorised|authorized|reserved|reserveret|reservert\
     |en attente|en cours|pendiente|in sospeso|in behandeling|gereserveerd|reserverad|oczekujaca\
     |ausstehend|in bearbeitung|reserverat|offen|open|blokada|hold",
    ),
    (
        Status::Declined,
        "declined|failed|failure|unsuccessful|reverted|cancelled|canceled|denied|rejected|refused|abgelehnt|abgebrochen\
     |refuse|annule|rechazado|cancelado|rifiutato|geweigerd|avvisad|afvist|avvist|odrzucona\
     |ruckgangig gemacht|revertido|stornato|annullato|teruggeboekt|wycofano|cofnieto|bounced|anulowana|zamitnuto|elutasitott|expired|voided|отклонено|отменено",
    ),
];

/// What a cell of a status column says.
pub(crate) fn status(cell: &str) -> Option<Status> {
    if cell.len() > 40 {
        return None;
    }
    let folded = fold::words(cell);
    STATUSES.iter().find(|(_, words)| lists(words, &folded)).map(|(status, _)| *status)
}

/// Texts of lines that state a balance or a total among the entries.
const BALANCES: &str = "open balance|close balance|transactions total|opening balance|closing balance|balance brought forward|balance carried forward|brought forward\
     |carried forward|starting balance|ending balance|beginning balance|previous balance\
     |anfangssaldo|endsaldo|alter kontostand|neuer kontostand|saldovortrag|schlusssaldo|kontostand\
     |saldo|solde|balance|solde initial|solde final|ancien solde|nouveau solde|solde precedent\
     |saldo anterior|saldo inicial|saldo final|saldo iniziale|saldo finale|beginsaldo|eindsaldo\
     |ingaende saldo|utgaende saldo|inngaende saldo|saldo poczatkowe|saldo koncowe\
     |pocatecni zustatek|konecny zustatek|nyito egyenleg|zaro egyenleg|sold initial|s a l d o|saldo do dia|total|totals\
     |summe|gesamt|somme|totaal|totale|suma|razem|celkem|yhteensa|итого|合計|turnover|grand total|sub total|subtotal|likutis pradziai|likutis pabaigai|apyvarta|sakuma atlikums|beigu atlikums\
     |apgrozijums|algsaldo|loppsaldo|kaive|alkusaldo|begin saldo|startsaldo|slutsaldo|saldo awal|saldo akhir|so du dau ky|so du cuoi ky|pociatocny zostatok\
     |konecny zostatok|pocetno stanje|zavrsno stanje|начальный остаток|конечный остаток|входящий остаток|исходящий остаток|devir|前月繰越|繰越|期初余额|期末余额";

/// The words that such a text may begin with, where a line has no date either.
const FIRST_WORDS: &str = "balance|saldo|solde|kontostand|anfangssaldo|endsaldo|total|totals|totaal|totale|summe|somme|suma\
     |razem|zustatek|zostatok|egyenleg|sold|bakiye|stanje|beginsaldo|eindsaldo|saldovortrag|остаток|итого|合計|残高";

/// The text begins with a word for a balance or a total.
pub(crate) fn speaks_of_balance(text: &str) -> bool {
    let folded = fold::words(text);
    folded.split(' ').next().is_some_and(|first| lists(FIRST_WORDS, first))
}

/// The whole text is a word for a balance or a total.
pub(crate) fn is_balance(text: &str) -> bool {
    // Asked of every row: most payees are ruled out by a digit or their length.
    text.len() <= 40
        && !text.bytes().any(|byte| byte.is_ascii_digit())
        && lists(BALANCES, &fold::words(text))
}

const OPENING: &str = "opening balance|openingbalance|balance brought forward|starting balance|beginning balance|previous balance\
     |anfangssaldo|anfangsbestand|alter kontostand|solde initial|ancien solde|saldo inicial|saldo anterior|saldo iniziale\
     |beginsaldo|ingaende saldo|inngaende saldo|saldo poczatkowe|pocatecni zustatek|pociatocny zostatok|nyito egyenleg\
     |sold initial|saldo awal|alkusaldo|algsaldo|входящий остаток";

const CLOSING: &str = "closing balance|closingbalance|ending balance|ledger balance|current balance|balance|account balance\
     |endsaldo|schlusssaldo|neuer kontostand|kontostand|kontosaldo|saldo|solde|solde final|nouveau solde|saldo final\
     |saldo finale|saldo actual|saldo contabile|saldo contable|eindsaldo|laatste saldo|utgaende saldo|saldo koncowe\
     |konecny zustatek|konecny zostatok|zaro egyenleg|sold final|saldo akhir|loppusaldo|loppsaldo|исходящий остаток";

/// What a label such as `Kontostand vom 31.01.2024` says of the amount beside it.
pub(crate) fn stated_balance(label: &str) -> Option<BalanceKind> {
    let folded = fold::words(label);
    // Up to the day and the word before it.
    let words = folded.split(' ').filter(|word| {
        !word.bytes().any(|byte| byte.is_ascii_digit())
            && !matches!(
                *word,
                "vom" | "am" | "as" | "of" | "at" | "au" | "al" | "per" | "op" | "eur" | "euros"
            )
    });
    let words = words.collect::<Vec<_>>().join(" ");
    if lists(OPENING, &words) {
        Some(BalanceKind::Opening)
    } else {
        lists(CLOSING, &words).then_some(BalanceKind::Closing)
    }
}

fn lists(words: &str, word: &str) -> bool {
    words.split('|').any(|listed| listed == word)
}
