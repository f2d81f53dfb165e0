//! The words of questions, English and German.

use crate::Direction;

/// Everyday words for the built-in categories beside their names; a plural's ending is cut off
/// before it is looked up.
const CATEGORIES: [(&str, &[&str]); 45] = [
    ("food", &["essen", "eating", "essen & trinken"]),
    (
        "food.groceries",
        &["grocery", "supermarket", "lebensmittel", "supermarkt", "einkauf", "einkäufe"],
    ),
    ("food.restaurants", &["restaurant", "dining", "eating out", "essen gehen", "takeaway"]),
    (
        "food.coffee_snacks",
        &["coffee", "cafe", "café", "snack", "kaffee", "bakery", "bäcker", "bäckerei", "imbiss"],
    ),
    ("travel", &["reise", "transport", "unterwegs", "mobilität"]),
    (
        "travel.public_transport",
        &["train", "bus", "metro", "tram", "bahn", "zug", "züge", "öffis", "nahverkehr", "öpnv"],
    ),
    ("travel.taxi_ride_hailing", &["taxi", "cab", "ride", "uber"]),
    (
        "travel.fuel",
        &["petrol", "gas", "gasoline", "diesel", "tanken", "benzin", "sprit", "kraftstoff"],
    ),
    ("travel.flights", &["flight", "flug", "flüge", "airline"]),
    ("travel.lodging", &["hotel", "hostel", "unterkunft", "unterkünfte"]),
    ("travel.parking_tolls", &["parking", "toll", "parken", "maut", "parkgebühr"]),
    ("shopping", &["einkaufen", "shop"]),
    ("shopping.clothing", &["clothes", "shoe", "kleidung", "schuh", "mode"]),
    ("shopping.electronics", &["electronic", "computer", "elektronik", "technik"]),
    (
        "shopping.home_garden",
        &["home", "garden", "furniture", "möbel", "haus", "garten", "haushalt", "baumarkt"],
    ),
    ("shopping.gifts", &["gift", "present", "geschenk"]),
    ("shopping.online_marketplaces", &["online shopping", "marketplace", "onlinehandel"]),
    ("bills", &["bill", "rechnung", "fixkost"]),
    ("bills.rent_mortgage", &["rent", "mortgage", "miete", "hypothek"]),
    (
        "bills.electricity_heating",
        &["electricity", "power", "heating", "strom", "heizung", "energie", "energy"],
    ),
    ("bills.water", &["wasser"]),
    ("bills.phone_internet", &["phone", "internet", "mobile", "telefon", "handy", "mobilfunk"]),
    ("bills.insurance", &["insurances", "versicherung"]),
    ("bills.taxes_fees", &["tax", "taxes", "steuer", "gebühr", "abgabe"]),
    ("bills.bank_fees", &["bank fee", "fees", "fee", "bankgebühr", "kontoführung"]),
    ("bills.subscriptions", &["subscription", "abo", "abonnement"]),
    ("entertainment", &["fun", "unterhaltung", "freizeit", "leisure"]),
    ("entertainment.streaming_media", &["streaming", "media", "music", "musik", "medien"]),
    ("entertainment.games", &["game", "gaming", "spiel"]),
    (
        "entertainment.events",
        &["event", "concert", "cinema", "konzert", "kino", "theater", "veranstaltung"],
    ),
    ("entertainment.sports_hobbies", &["sport", "hobby", "hobbies", "hobbys"]),
    ("health", &["gesundheit", "medical"]),
    ("health.pharmacy", &["pharmacies", "medicine", "apotheke", "medikament"]),
    ("health.doctor_dentist", &["doctor", "dentist", "arzt", "ärzte", "zahnarzt"]),
    ("health.fitness", &["gym", "fitnessstudio"]),
    ("health.personal_care", &["hairdresser", "cosmetic", "friseur", "körperpflege", "drogerie"]),
    ("other", &["sonstige", "sonstiges", "misc"]),
    ("other.education", &["school", "course", "bildung", "schule", "kurs"]),
    ("other.children", &["child", "kids", "kind", "kinder"]),
    ("other.pets", &["pet", "dog", "cat", "haustier", "hund", "katze"]),
    ("other.donations", &["donation", "charity", "spende"]),
    ("other.cash_withdrawal", &["cash", "atm", "bargeld", "geldautomat", "abhebung"]),
    ("salary", &["wage", "gehalt", "gehälter", "lohn"]),
    ("other_income", &["sonstige einnahmen", "other incomes"]),
    ("food.restaurants", &["lunch", "dinner", "mittagessen", "abendessen"]),
];

const EXPENSE: &[&str] = &[
    "spend",
    "spent",
    "spending",
    "expense",
    "expenses",
    "pay",
    "paid",
    "cost",
    "costs",
    "ausgegeben",
    "ausgeben",
    "ausgabe",
    "ausgaben",
    "bezahlt",
    "gezahlt",
    "gekostet",
    "kosten",
];
const INCOME: &[&str] = &[
    "earn",
    "earned",
    "income",
    "received",
    "receive",
    "eingenommen",
    "einnahme",
    "einnahmen",
    "verdient",
    "verdiene",
    "bekommen",
    "erhalten",
    "einkommen",
];

/// Words after which a place or a person is named.
const AT: &[&str] = &["at", "from", "to", "bei", "von", "an"];

/// Words that hold a sentence together.
const FILLERS: &[&str] = &[
    "how",
    "much",
    "many",
    "did",
    "do",
    "does",
    "have",
    "has",
    "i",
    "we",
    "my",
    "our",
    "me",
    "the",
    "a",
    "an",
    "of",
    "for",
    "on",
    "in",
    "at",
    "to",
    "from",
    "with",
    "by",
    "was",
    "were",
    "is",
    "are",
    "what",
    "which",
    "when",
    "show",
    "all",
    "and",
    "or",
    "money",
    "per",
    "total",
    "sum",
    "average",
    "transactions",
    "during",
    "it",
    "that",
    "go",
    "went",
    "get",
    "got",
    "buy",
    "bought",
    "wie",
    "viel",
    "viele",
    "habe",
    "hab",
    "haben",
    "hat",
    "ich",
    "wir",
    "mein",
    "meine",
    "meinem",
    "meinen",
    "meiner",
    "unser",
    "der",
    "die",
    "das",
    "dem",
    "den",
    "des",
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
    "für",
    "fuer",
    "auf",
    "im",
    "am",
    "zu",
    "zum",
    "zur",
    "von",
    "vom",
    "mit",
    "bei",
    "beim",
    "war",
    "waren",
    "ist",
    "sind",
    "was",
    "welche",
    "zeig",
    "zeige",
    "mir",
    "alle",
    "und",
    "oder",
    "geld",
    "insgesamt",
    "gesamt",
    "summe",
    "durchschnitt",
    "an",
    "buchungen",
    "es",
    "gab",
    "gibt",
    "gekauft",
    "often",
    "times",
    "payments",
    "oft",
    "zahlungen",
    "mich",
    "-",
];

pub(super) fn direction(word: &str) -> Option<Direction> {
    if EXPENSE.contains(&word) {
        return Some(Direction::Expense);
    }
    INCOME.contains(&word).then_some(Direction::Income)
}

pub(super) fn is_at(word: &str) -> bool {
    AT.contains(&word)
}

pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Whether a text is everyday language for the built-in category of a key.
pub(super) fn means(key: &str, text: &str) -> bool {
    CATEGORIES.iter().any(|(of, words)| *of == key && words.contains(&text))
}

pub(super) fn is_uncategorised(text: &str) -> bool {
    matches!(
        text,
        "none"
            | "uncategorised"
            | "uncategorized"
            | "no category"
            | "without category"
            | "keine"
            | "ohne kategorie"
            | "keine kategorie"
            | "unkategorisiert"
    )
}
