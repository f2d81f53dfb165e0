//! The words themselves.

use crate::layout::Role;

/// Phrases that stand for the whole header cell, and, where they have five letters or more, for a part of it.
pub(super) const PHRASES: &[(Role, u8, &str)] = &[
    (
        Role::Date,
        0,
        "datum des abschlusses|abschlussdatum|date de fin|date d achevement|fecha de finalizacion|fecha ctble|data zrealizowania|data zakonczenia|data di completamento|data de conclusao|slutforandedatum|voltooid op|date posted utc|completed date utc|\
         reskontradatum|data lanc|data mov|data de lancamento|fecha mov|fecha proceso|fecha de transaccion|fecha de proceso|tanggal transaksi|tgl|ngay|ngay giao dich|ngay hach toan|dagsetning|bokunardagur|дата на транзакция|дата на операция|дата счетоводно|дата i час операції|дата і час операції|дата операциі|datum platby|datum transakcie|datum operacie|datum knizenja|datum valutacije|วันที่|תאריך|تاريخ العملية|التاريخ|تاريخ|تاريخ المعاملة|\
         date|datum|booking date|date of booking|transaction date|trans date|tran date|transaction date and time|date time|\
         completed date|completed on|finished on|date completed|operation date|process date|processed date|entry date|trade date|\
         buchungstag|buchungsdatum|buchung|umsatzdatum|tag|transaktionsdatum|\
         date operation|date de l operation|date d operation|date de comptabilisation|date comptable|date transaction|date de transaction|date d ecriture|\
         fecha|fecha operacion|fecha de operacion|f operacion|fecha contable|fecha de la operacion|fecha movimiento|fecha transaccion|data operacao|data movimento|\
         data da operacao|data mov|data lancamento|data do lancamento|data transacao|data da transacao|data|data operazione|data contabile|data registrazione|data movimenti|\
         boekdatum|boekingsdatum|transactiedatum|uitvoeringsdatum|datum transactie|\
         bokforingsdag|bokforingsdatum|bokforings datum|bokfort|bokfort dato|bokforingsdato|bogfort|bogforingsdato|bogfort dato|posteringsdato|dato|utfort dato|datum bokforing|\
         kirjauspaiva|kirjauspaivamaara|pvm|paivamaara|paivays|tapahtumapaiva|\
         data operacji|data ksiegowania|data transakcji|data zaksiegowania|data waluty operacji|\
         datum zauctovani|datum provedeni|datum uskutecneni|datum transakce|datum pohybu|datum operace|zauctovano|datum uctovania|datum zauctovania|\
         konyveles datuma|konyvelesi datum|konyveles napja|tranzakcio datuma|tranzakcio ideje|datum tranzactie|data tranzactiei|data tranzactie|data inregistrarii|\
         tarih|islem tarihi|tarih saat|datum knjizenja|datum izvrsenja|datum transakcije|datum izvrsitve|datum knjizbe|\
         дата|дата операции|дата операції|дата проводки|дата транзакции|дата платежа|дата и время операции|дата обработки|\
         kuupaev|kande kuupaev|datums|ημερομηνια|ημ νια|tanggal|transaction posted date|\
         日付|取引日|お取引日|年月日|ご利用日|利用日|交易日期|交易日|交易时间|记账日期|日期|거래일|거래일자|거래일시",
    ),
    (
        Role::Date,
        1,
        "posted date|post date|posting date|date posted|posted on|posted|posting|date processed|booked date|booked|clearing date|posted transactions date|\
         purchase date|kaufdatum|belegdatum|date achat|date d achat|inkopsdatum|kopdatum|data zakupu|transaction time|timestamp|\
         ledger date|created|created on|created at|date created|time|datetime|transaction timestamp",
    ),
    (
        Role::Date,
        2,
        "datum des beginns|date de debut|fecha de inicio|data rozpoczecia|data di inizio|data de inicio|startdatum|\
         started date|start date|authorized date|authorised on|authorized on|authorisation date|initiated date|date initiated",
    ),
    (
        Role::ValueDate,
        0,
        "vaxtadagur|вальор|ngay hieu luc|f valor|datum vrednosti|datum valutiranja|תאריך ערך|תאריך הערך|تاريخ القيمة|data de valor|datum valuta|data wartosci|\
         value date|value|valuta|valuta datum|valutadatum|valutadato|valutierung|wertstellung|wertstellungsdatum|wertstellungstag|wert|date valeur|date de valeur|valeur|\
         fecha valor|f valor|fecha de valor|data valor|data valuta|data da valor|rentedatum|valutadag|rentedato|rentadag|arvopaiva|\
         effective date|settlement date|data waluty|datum valuty|ertek nap|erteknap|valor tarihi|valutni datum|datum valute|дата валютирования|interest date|起息日",
    ),
    (
        Role::Amount,
        0,
        "upphaed|upphæd|so tien|монто|сума bgn|сумма счета|сумма транзакции|קסכום|סכום|المبلغ|مبلغ|จำนวนเงิน|importe en euros|importe en pesos|valor em reais|montant en euros|suma operacji|iznos u valuti racuna|saldobetrag|\
         amount|transaction amount|booking amount|amount of transaction|net|net amount|netto|amt|amount in account currency|account amount|billing amount|signed amount|source amount after fees|\
         betrag|umsatz|transaktionsbetrag|buchungsbetrag|betrag in kontowahrung|\
         montant|montant operation|montant de l operation|montant de la transaction|montant net|\
         importe|importe eur|importe operacion|importe de la operacion|monto|cantidad|importo|importo operazione|ammontare|valor|valor operacao|valor da operacao|montante|valor liquido|\
         bedrag|transactiebedrag|belopp|belob|belop|belob i kr|summa|maara|summa eur|euroa|\
         kwota|kwota transakcji|kwota operacji|kwota w walucie rachunku|kwota rozliczenia|castka|objem|castka v mene uctu|zauctovana castka|suma|ciastka|\
         osszeg|tranzakcio osszege|konyvelt osszeg|valoare|tutar|islem tutari|iznos|znesek|iznos transakcije|\
         сумма|сумма операции|сумма в валюте счета|сума|сума операції|сума в валюті картки|сумма платежа|ποσο|jumlah|\
         金額|入出金|取引金額|ご利用金額|利用金額|金额|交易金额|금액|거래금액",
    ),
    (
        Role::Amount,
        1,
        "sum|total|total amount|gross|gross amount|brutto|value amount|money|price|quantity amount|inflow outflow|money in out|netamount",
    ),
    (
        Role::Debit,
        0,
        "monto cargo|monto debito|importe debito|importe debe|valor debito|valor do debito|cargo abono debito|withdrawn|funds out|money spent|debit eur|debits out|withdrawals debits|ghi no|so tien ghi no|phat sinh no|дебит|дебит сума|uttektir|ut af reikningi|isplate|v breme|na teret|na stetu|ถอนเงิน|חובה|בחובה|مدين|سحب|wydane|montant au debit|betrag ausgang|betrag abgang|uitgave|bedrag af|belopp ut|belob ud|belop ut|debit in account currency|\
         debit|debits|debit amount|debit amt|withdrawal|withdrawals|withdrawal amount|withdrawal amt|withdrawal dr|money out|paid out|out|outflow|amount out|outgoing|\
         charge|charges|spent|spend|expense|expenses|amount debit|amount debited|debited|dr|dr amount|payments out|\
         soll|lastschrift|ausgabe|ausgaben|belastung|belastungen|betrag soll|ausgang|ausgange|belastung in|\
         debit montant|montant debit|depense|depenses|debito|debe|cargo|cargos|importe cargo|gasto|gastos|egreso|egresos|retiro|retiros|\
         addebito|addebiti|uscite|uscita|dare|importo addebito|saida|saidas|debitos|debet|af|afschrijving|afschrijvingen|uitgaven|uit|ut|uttag|ud|utgift|utgifter|ud af konto|ut av konto|ut fra konto|\
         obciazenia|obciazenie|wydatki|kwota obciazenia|wydaje|vydaj|debetni castka|odchozi|terheles|terhelesek|borc|isplata|breme|zaduzenje|rashodi|\
         расход|списание|дебет|видаток|ausgehend|valjaminek|panot ulos|χρεωση|keluar|\
         出金|お支払金額|お引出し|支払金額|引出|払出金額|支出|支出金額|支出金额|借方|출금|출금액|찾으신금액",
    ),
    (
        Role::Credit,
        0,
        "monto abono|monto credito|importe credito|importe haber|valor credito|valor do credito|funds in|deposits credits|ghi co|so tien ghi co|phat sinh co|кредит сума|innborganir|uplate|v dobro|u korist|na korist|ฝากเงิน|זכות|בזכות|دائن|إيداع|montant au credit|betrag eingang|betrag zugang|inkomst|bedrag bij|belopp in|belob ind|belop inn|credit in account currency|\
         credit|credits|credit amount|credit amt|deposit|deposits|deposit amount|deposit amt|deposit cr|money in|paid in|in|inflow|amount in|incoming|\
         receipt|receipts|received|income|amount credit|amount credited|credited|cr|cr amount|payments in|\
         haben|gutschrift|gutschriften|einnahme|einnahmen|betrag haben|eingang|eingange|gutschrift in|\
         credit montant|montant credit|recette|recettes|credito|haber|abono|abonos|importe abono|ingreso|ingresos|deposito|depositos|\
         accredito|accrediti|entrate|entrata|avere|importo accredito|entrada|entradas|creditos|kredit|bij|bijschrijving|bijschrijvingen|inkomsten|insattning|insattningar|ind|inn|inn pa konto|inntekter|ind pa konto|\
         uznania|uznanie|wplywy|kwota uznania|prijmy|prijem|kreditni castka|prichozi|jovairas|jovairasok|alacak|uplata|dobro|odobrenje|prihodi|\
         приход|зачисление|кредит|надходження|eingehend|sissetulek|panot|πιστωση|masuk|\
         入金|お預入金額|お預り金額|お預入れ|受入金額|存入金額|お預け入れ|預入|入金額|預け入れ|存入|收入|收入金额|貸方|贷方|입금|입금액|맡기신금액",
    ),
    (
        Role::DebitCreditMarker,
        0,
        "προσημο|προσημο ποσου|d k|k d|deb kred|deb cred|smer uhrady|smer platby|tipo movimiento d c|debito credito d c|ind d c|debet kredit d k|richtung der zahlung|creditdebet|credit debit d c|debit credit d c|jenis transaksi|type d c|入出金区分|收支|借贷标志|借贷|借贷方向|구분|\
         debit credit|credit debit|debit or credit|credit or debit|d c|c d|dr cr|cr dr|drcr|crdr|dc|cd|debit credit indicator|credit debit indicator|debit credit flag|cdtdbtind|\
         dr cr indicator|sign|direction|in out|vorzeichen|richtung|soll haben|s h|sh|soll haben kennzeichen|sens|signe|af bij|bij af|afbij|debet credit|credit debet|debet kredit|\
         plus minus|debito credito|d ou c|dare avere|znak|kennzeichen|strona|terheles jovairas|t j|tipo d c|приход расход|money in or out|inflow or outflow",
    ),
    (
        Role::Balance,
        0,
        "stada|so du|so du sau giao dich|saldo akhir|saldo na trn|saldo posle|novo saldo|zustatek na uctu|ยอดคงเหลือ|יתרה|היתרה|الرصيد|رصيد|tegoed|kontostand nach buchung|saldo apos|saldo actual|saldo en cuenta|saldo dopo|залишок після операції|салдо|取引後残高|余额|账户余额|\
         balance|running bal|bal|running balance|account balance|balance after|balance after transaction|closing balance|ledger balance|current balance|book balance|new balance|end balance|statement balance|\
         saldo|kontostand|saldo nach buchung|neuer saldo|kontosaldo|saldo danach|solde|solde apres operation|nouveau solde|saldo posterior|saldo contable|saldo despues|saldo disponible|\
         saldo contabile|saldo contabilistico|saldo apos movimento|saldo finale|saldo final|saldo na mutatie|saldo na boeking|nieuw saldo|eindsaldo|beginsaldo|resulterend saldo|\
         bokfort saldo|bokfort saldo|ny saldo|saldo efter|kontobalance|uusi saldo|saldo po operacji|saldo po transakcji|saldo koncowe|saldo rachunku|\
         zustatek|konecny zustatek|zostatok|zustatek po transakci|egyenleg|konyvelt egyenleg|sold|sold final|sold contabil|bakiye|kalan bakiye|stanje|novo stanje|\
         остаток|баланс|залишок|остаток после операции|исходящий остаток|jaak|atlikums|likutis|υπολοιπο|baki|\
         残高|差引残高|お取引後残高|余额|账户余额|잔액|거래후잔액",
    ),
    (
        Role::Payee,
        0,
        "наредител получател|получател|dane kontrahenta|nguoi thu huong|nguoi nhan|sanemejs maksatajs|gavejas moketojas|nazev protistrany|nazov protistrany|penerima|שם מוטב|المستفيد|sender receiver name|sender receiver|counterparty description|tegenrekeninghouder|other party name|transaction party|txn merchant|merchant payee|\
         payee|merchant|merchant name|merchant description|beneficiary|beneficiary name|recipient|recipient name|counterparty|counterparty name|counter party|counter party name|partner|partner name|\
         name of counterparty|payee name|payer|payer name|payee payer|payer payee|transaction name|other party|other party name|beneficiary or remitter|sender or recipient|to from|sender recipient|from to|target name|vendor|\
         empfanger|zahlungsempfanger|zahlungspflichtiger|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|auftraggeber empfanger|empfanger auftraggeber|\
         auftraggeber begunstigter|begunstigter auftraggeber|auftraggeber beguenstigter|name zahlungsbeteiligter|zahlungsbeteiligter|zahlungsempfanger in|zahlungspflichtige r|zahlungsempfanger er in|partnername|name des partners|\
         auftraggeber zahlungsempfanger|empfangername|handler|begunstigter|gegenkonto name|transaktionspartner|\
         beneficiaire|tiers|nom de la contrepartie|nom du tiers|nom contrepartie|contrepartie|beneficiaire emetteur|marchand|\
         beneficiario|ordenante|beneficiario ordenante|comercio|contraparte|destinatario|controparte|ordinante|nome da contraparte|nominativo|esercente|\
         naam omschrijving|naam tegenpartij|tegenpartij|naam tegenrekening|tegenpartij naam|naam begunstigde|begunstigde|\
         motpart|mottagare|avsandare mottagare|mottagare avsandare|mottaker|mottaker avsender|modtager|afsender modtager|forretning|\
         saaja|maksaja|saaja maksaja|saajan nimi|saaja maksajan nimi|\
         nadawca odbiorca|odbiorca|nadawca|kontrahent|dane kontrahenta|nazwa kontrahenta|odbiorca nadawca|dane odbiorcy|nazwa odbiorcy|kontrahenci|nazwa nadawcy odbiorcy|\
         protistrana|nazev protiuctu|nazov protiuctu|naziv udelezenca|nazev protistrany|prijemce|prijemca|nazov protistrany|nazev obchodnika|prijemce platce|obchodnik|\
         partner neve|ellenoldali nev|kedvezmenyezett|kedvezmenyezett neve|partner nev|nume beneficiar|beneficiar|beneficiar ordonator|alici|karsi hesap adi|korisnik|primatelj|platitelj|naziv prejemnika|prejemnik placnik|\
         получатель|контрагент|наименование контрагента|отправитель получатель|saaja maksja nimi|sanemejs|gavejas|gavejas moketojas|creditor name|creditor|debtor name|debtor|counterparty s name|naam van de tegenpartij|nom de la contrepartie|\
         相手先|お取引先|ご利用店名|利用店名|对方户名|对方名称|交易对方|收款人|거래처",
    ),
    (
        Role::Payee,
        1,
        "name|naam|nome|namn|navn|nimi|to|from|sender|auftraggeber|zahler|ordonnateur|emetteur|placnik|partner account name|source name|card acceptor|empfanger name|remitter|shop|store|store name",
    ),
    (
        Role::Memo,
        0,
        "skyring|основание|mo ta|dien giai|noi dung|noi dung giao dich|keterangan transaksi|berita|תיאור|תאור|הפעולה|البيان|الوصف|รายการ|paaiskinimai|maksajuma merkis|buchungs details|detalii tranzactie|informacia pre prijimatela|informacia pre prijemcu|деталі операції|入出金内容|取引名|交易摘要|거래내용|ek bilgi|svrha placanja|svrha doznake|\
         remittance information|remittance information unstructured|remittance info|description|transaction description|transaction details|details|detail|narrative|narration|particulars|memo|payment details|booking text|statement description|description 1|\
         verwendungszweck|buchungsdetails|beschreibung|bezeichnung|text|buchungstext verwendungszweck|vorgang verwendungszweck|zahlungsgrund|avisierungstext|buchungsinformationen|zahlungszweck|umsatztext|\
         libelle|libelle operation|libelle de l operation|libelle simplifie|nature de l operation|intitule|designation|\
         concepto|descripcion|concepto movimiento|movimiento|detalle|glosa|descrizione|causale|descrizione operazione|descricao|descritivo|historico|descricao movimento|descricao do movimento|descrizione estesa|operazione|lancamento|\
         omschrijving|mededelingen|mededeling|omschrijving 1|beschrijving|transactieomschrijving|\
         text tekst|tekst|beskrivning|beskrivelse|forklaring|specifikation|transaktion|transaktionstext|rubrik|selite|selitys|kuvaus|saajan tiedot|tapahtuma|\
         opis|opis operacji|tytul|tytul operacji|tytulem|opis transakcji|szczegoly transakcji|tytul przelewu|\
         popis|popis transakce|zprava pro prijemce|poznamka|ucel platby|popis operace|info k transakci|\
         kozlemeny|megjegyzes|konyvelesi adatok|leiras|detalii|descriere|detalii tranzactie|explicatii|aciklama|islem aciklamasi|opis placanja|opis transakcije|namen|svrha|namjena|\
         описание|описание операции|назначение платежа|назначение|опис операції|детали|призначення платежу|selgitus|informacija sanemejam|paskirtis|αιτιολογια|περιγραφη|keterangan|uraian|transaction narration|\
         摘要|お取引内容|取引内容|内容|利用内容|附言|用途|备注|적요|거래내용|내용",
    ),
    (
        Role::Memo,
        1,
        "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|amne|emne|transaction|transactions|note|notes|comment|comments|remark|remarks|message|reference text|additional information|additional info|additional description|original description|extended details|payment reference|payment purpose|\
         purpose|reference|description 2|description 2 appears on statement|further details|transaction remarks|memo description|more details|booking info|customer reference|\
         notiz|notizen|anmerkung|bemerkung|zahlungsreferenz|kommentar|buchungstext|referenz|\
         commentaire|commentaires|informations complementaires|libelle complementaire|detail de l ecriture|communication|communications|communication structuree|communication libre|reference de l operation|\
         observaciones|comentario|comentarios|mas datos|note aggiuntive|observacoes|\
         opmerking|omschrijving 2|omschrijving 3|meddelande|melding|besked|viesti|meddelelse|notat|\
         tytul operacji dodatkowy|szczegoly|uwagi|dalsi informace|zprava pro mne|vlastni poznamka|sprava pre prijimatela|poznamky|komentar|комментарий|примечание|メモ|备注信息|comments 1",
    ),
    (
        Role::Currency,
        0,
        "devies|valiuta|gjaldmidill|kode mata uang|loai tien|מטבע|العملة|สกุลเงิน|posted currency|mena operace|doviz cinsi|валута|\
         currency|currency code|ccy|curr|cur|account currency|transaction currency|iso currency code|\
         wahrung|waehrung|kontowahrung|whg|wrg|devise|monnaie|moneda|divisa|moeda|munt|muntsoort|valutasort|valuutta|\
         waluta|waluta transakcji|waluta rachunku|mena|mena uctu|penznem|deviza|deviza nem|doviz|para birimi|valuta transakcije|валюта|валюта операции|валюта счета|valuuta|νομισμα|mata uang|通貨|币种|货币|통화",
    ),
    (
        Role::BankId,
        0,
        "ftid|transaction id number|archiving code|arhiivikood|iraso nr|referinta tranzactiei|trans id|txn id|transaction uuid|\
         transaction id|transactionid|transaction number|transaction no|transaction identifier|transaction ref|transaction reference|transaction reference number|fitid|fit id|unique id|uuid|bank transaction id|id|entry reference|\
         transaktions id|transaktionsnummer|transaktionsreferenz|umsatz id|buchungsreferenz|bank reference|bankreferenz|zkb reference|volgnr|id transaction|id de transaction|identifiant|id operacion|id operazione|transactiereferentie|\
         arkistointitunnus|arkivref|arkivreferens|verifikationsnummer|numer transakcji|id transakcji|numer referencyjny|nr ref|id transakce|id pohybu|id operace|referencni cislo|tranzakcio azonosito|id tranzactie|dekont no|islem no|referanca|\
         номер транзакции|идентификатор|arhiveerimistunnus|取引番号|交易流水号|流水号|交易单号|reference id|ref id|turn id",
    ),
    (
        Role::BankId,
        1,
        "reference number|reference no|ref no|ref nr|ref|chq ref no|ref no cheque no|referentie|referenznummer|numero de reference|numero operacion|num operacion",
    ),
    (
        Role::Account,
        0,
        "account|account name|account number|account no|account iban|own account|my account|from account|account id|iban account|account code|\
         auftragskonto|iban auftragskonto|auftraggeberkonto|iban auftraggeberkonto|eigenes konto|konto|referenzkonto|bezeichnung auftragskonto|konto iban|\
         compte|numero de compte|numero compte|compte numero|n compte|accountlabel|accountnum|cuenta|numero de cuenta|conto|numero conto|conta|numero da conta|\
         rekening|rekeningnummer|iban bban|eigen rekening|rekening nummer|kontonamn|konto nummer|tilinumero|tili|rachunek|numer rachunku|nr rachunku|numer rachunku konta|rachunek zrodlowy|vlastni ucet|muj ucet|nazov uctu|nazev uctu|\
         szamlaszam|konyvelesi szamla|cont|hesap|hesap no|racun|racun iban|счет|номер счета|рахунок|kliendi konto|klienta konts|口座|口座番号|账号|卡号|本方账号|계좌번호",
    ),
    (
        Role::CounterAccount,
        0,
        "counterparty s account number|counterparty account|counterparty account number|counter account|counterparty iban|iban counterparty|account counterparty|counterparty iban account number|counter account number|\
         gegenkonto|gegenkonto iban|iban gegenkonto|kontonummer|kontonummer iban|kontonummer bzw iban|iban kontonummer|iban zahlungsbeteiligter|iban zahlungsempfanger|iban empfanger|\
         tegenrekening|tegenrekening iban|tegenrekening iban bban|rekening tegenpartij|iban tegenpartij|partner iban|partner account|partner account number|cislo protiuctu|protiucet|cislo protistrany|ucet protistrany|ucet prijemce|\
         rachunek docelowy|rachunek kontrahenta|numer rachunku kontrahenta|nr rachunku kontrahenta|rachunek odbiorcy|rachunek nadawcy odbiorcy|cuenta destino|cuenta contraparte|compte contrepartie|numero de compte contrepartie|compte de la contrepartie|iban contrepartie|\
         iban controparte|konto partner|partner szamlaszama|ellenoldali szamlaszam|ellenszamla|vastaanottajan tilinumero|saajan tilinumero|saajan tilinumero iban|mottagarens konto|motkonto|mottakerkonto|til konto|fra konto|to account number|payee account number|\
         beneficiary account|beneficiary account number|beneficiary iban|payee iban|payer iban|saaja konto|сч корреспондента|счет контрагента|对方账号|对方帐号|상대계좌",
    ),
    (
        Role::Tags,
        0,
        "tags|tag list|labels|label|schlagworte|schlagworter|etiquettes|etiquetas|etichette|stichworte|etiketter",
    ),
    (
        Role::Category,
        0,
        "category|categories|kategorie|kategorien|categorie|categoria|kategoria|kategori|kategorija|категория|категорія|hauptkategorie|main category|spending category|merchant category|カテゴリ|分类|sub category|subcategory|category name|category group category|\
         unterkategorie|sous categorie|subcategoria|rubriek|osztaly|luokka",
    ),
    (
        Role::Type,
        0,
        "type|transaction type|type of transaction|trans type|trntype|operation type|payment type|transaction code|activity type|kind|details type|entry type|posting type|transaction category|payment method|\
         umsatzart|buchungsart|transaktionstyp|art|typ|vorgang|vorgangsart|transaktionsart|umsatztyp|buchungsschlussel|\
         type operation|type d operation|type de transaction|tipo|tipo de movimiento|tipo operacion|tipo movimento|tipo operazione|tipo de transacao|tipo transazione|\
         mutatiesoort|soort|transactiesoort|code|type transactie|transaktionstyp 1|laji|tapahtumalaji|rodzaj transakcji|rodzaj operacji|typ transakcji|typ operacji|typ transakce|typ pohybu|typ operace|tranzakcio tipusa|tipus|konyveles tipusa|tip tranzactie|tip|islem|islem tipi|islem turu|vrsta transakcije|vrsta|тип|тип операции|取引区分|种类|交易类型|거래구분",
    ),
    (
        Role::Status,
        0,
        "status|state|booking status|transaction status|pending|buchungsstatus|statut|etat|estado|stato|stav|allapot|durum|tila|statuss|статус|状态|当前状态|estatus|situacao|reserveret|booked pending",
    ),
    (
        Role::Ignore,
        0,
        "source fee amount|target fee amount|target amount after fees|original amount|amount original|foreign amount|amount foreign|amount in foreign currency|foreign currency amount|foreign spend amount|orig amount|original value|transfer amount|transfer amount currency|source amount|target amount|\
         transaction amount original|amount in original currency|local amount|local currency|exchange amount|instructed amount|fx amount|original currency|foreign currency|fx rate|exchange rate|exchange to amount|rate|conversion rate|\
         betrag fremdwahrung|betrag in fremdwahrung|betrag ursprung|ursprungsbetrag|lastschrift ursprungsbetrag|originalbetrag|originalwahrung|fremdwahrung|kurs|wechselkurs|umrechnungskurs|auslagenersatz ruecklastschrift|auslagenersatz|\
         montant en devise|montant devise|montant original|taux de change|devise originale|importe divisa|importe original|tipo de cambio|importo originale|importo valuta|cambio|valor original|valor em moeda estrangeira|\
         oorspronkelijk bedrag|wisselkoers|koers|valutakurs|kurssi|kwota w walucie|kwota w walucie operacji|kurs waluty|kwota oryginalna|kurz|puvodni castka|originalni castka|arfolyam|eredeti osszeg|сумма в валюте операции|сумма в валюте транзакции|курс|\
         fee|fees|fee amount|fee currency|gebuhr|gebuhren|frais|comision|commissioni|commissione|provize|poplatek|poplatky|kosten|koszty|prowizja|commission|комиссия|кэшбэк|cashback|bonus|tax|vat|ust|mwst|tva|iva|steuer|\
         transaction time|time zone|timezone|uhrzeit|zeit|heure|hora|ora|tijd|tid|godzina|cas|ido|saat|время|available balance|available|limit|credit limit|overdraft|quantity|shares|unit price|\
         dokument|account currency code|logo url|website|balance currency|amount type|source currency|target currency",
    ),
];

/// Endings of compound words.
pub(super) const ENDINGS: &[(Role, u8, &str)] = &[
    (Role::ValueDate, 1, "valutadatum"),
    (Role::Date, 2, "datum"),
    (Role::Date, 2, "dato"),
    (Role::Date, 2, "tag"),
    (Role::Date, 2, "paiva"),
    (Role::Amount, 2, "betrag"),
    (Role::Amount, 2, "bedrag"),
    (Role::Amount, 2, "belopp"),
    (Role::Balance, 1, "saldo"),
    (Role::Currency, 1, "wahrung"),
    (Role::Category, 1, "kategorie"),
];
