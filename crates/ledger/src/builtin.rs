//! What the built-in categories are called besides their English names, which new profiles begin
//! with.

/// By key, as the app shows them.
const GERMAN: [(&str, &str); 44] = [
    ("bills", "Rechnungen"),
    ("bills.bank_fees", "Bankgebühren"),
    ("bills.electricity_heating", "Strom & Heizung"),
    ("bills.insurance", "Versicherungen"),
    ("bills.phone_internet", "Telefon & Internet"),
    ("bills.rent_mortgage", "Miete & Kreditrate"),
    ("bills.subscriptions", "Abos"),
    ("bills.taxes_fees", "Steuern & Gebühren"),
    ("bills.water", "Wasser"),
    ("entertainment", "Freizeit"),
    ("entertainment.events", "Veranstaltungen"),
    ("entertainment.games", "Spiele"),
    ("entertainment.sports_hobbies", "Sport & Hobbys"),
    ("entertainment.streaming_media", "Streaming & Medien"),
    ("food", "Essen"),
    ("food.coffee_snacks", "Kaffee & Snacks"),
    ("food.groceries", "Lebensmittel"),
    ("food.restaurants", "Restaurants"),
    ("health", "Gesundheit"),
    ("health.doctor_dentist", "Arzt & Zahnarzt"),
    ("health.fitness", "Fitness"),
    ("health.personal_care", "Körperpflege"),
    ("health.pharmacy", "Apotheke"),
    ("other", "Sonstiges"),
    ("other.cash_withdrawal", "Bargeldabhebung"),
    ("other.children", "Kinder"),
    ("other.donations", "Spenden"),
    ("other.education", "Bildung"),
    ("other.pets", "Haustiere"),
    ("other_income", "Sonstige Einnahmen"),
    ("salary", "Gehalt"),
    ("shopping", "Einkaufen"),
    ("shopping.clothing", "Kleidung"),
    ("shopping.electronics", "Elektronik"),
    ("shopping.gifts", "Geschenke"),
    ("shopping.home_garden", "Haus & Garten"),
    ("shopping.online_marketplaces", "Online-Marktplätze"),
    ("travel", "Unterwegs"),
    ("travel.flights", "Flüge"),
    ("travel.fuel", "Tanken"),
    ("travel.lodging", "Unterkunft"),
    ("travel.parking_tolls", "Parken & Maut"),
    ("travel.public_transport", "Bus & Bahn"),
    ("travel.taxi_ride_hailing", "Taxi & Fahrdienste"),
];

/// The German name of the built-in category of a key.
pub fn german(key: &str) -> Option<&'static str> {
    GERMAN.iter().find(|(of, _)| *of == key).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::GERMAN;

    #[test]
    fn the_app_shows_these_names() {
        let shown = include_str!("../../../ui/src/locales/de.json");
        for (key, name) in GERMAN {
            let line = format!("\"category.{key}\": \"{name}\"");
            assert!(shown.contains(&line), "{line}");
        }
    }
}
