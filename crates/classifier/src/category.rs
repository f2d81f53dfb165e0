//! The default categories: the same tree that a new profile is given.

use std::fmt;

use ledger::CategoryKind;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// One of the default categories, of the first or second level. Serialised as its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Category(u8);

/// Key and English label, in tree order: each parent before its children.
const TREE: [(&str, &str); 44] = [
    ("food", "Food"),
    ("food.groceries", "Groceries"),
    ("food.restaurants", "Restaurants"),
    ("food.coffee_snacks", "Coffee & snacks"),
    ("travel", "Travel"),
    ("travel.public_transport", "Public transport"),
    ("travel.taxi_ride_hailing", "Taxi & ride hailing"),
    ("travel.fuel", "Fuel"),
    ("travel.flights", "Flights"),
    ("travel.lodging", "Lodging"),
    ("travel.parking_tolls", "Parking & tolls"),
    ("shopping", "Shopping"),
    ("shopping.clothing", "Clothing"),
    ("shopping.electronics", "Electronics"),
    ("shopping.home_garden", "Home & garden"),
    ("shopping.gifts", "Gifts"),
    ("shopping.online_marketplaces", "Online marketplaces"),
    ("bills", "Bills"),
    ("bills.rent_mortgage", "Rent & mortgage"),
    ("bills.electricity_heating", "Electricity & heating"),
    ("bills.water", "Water"),
    ("bills.phone_internet", "Phone & internet"),
    ("bills.insurance", "Insurance"),
    ("bills.taxes_fees", "Taxes & fees"),
    ("bills.bank_fees", "Bank fees"),
    ("bills.subscriptions", "Subscriptions"),
    ("entertainment", "Entertainment"),
    ("entertainment.streaming_media", "Streaming & media"),
    ("entertainment.games", "Games"),
    ("entertainment.events", "Events"),
    ("entertainment.sports_hobbies", "Sports & hobbies"),
    ("health", "Health"),
    ("health.pharmacy", "Pharmacy"),
    ("health.doctor_dentist", "Doctor & dentist"),
    ("health.fitness", "Fitness"),
    ("health.personal_care", "Personal care"),
    ("other", "Other"),
    ("other.education", "Education"),
    ("other.children", "Children"),
    ("other.pets", "Pets"),
    ("other.donations", "Donations"),
    ("other.cash_withdrawal", "Cash withdrawal"),
    ("salary", "Salary"),
    ("other_income", "Other income"),
];

/// For each category its first-level one: the last before it without a dot, or itself.
const TOPS: [u8; TREE.len()] = {
    let mut tops = [0; TREE.len()];
    let mut top = 0;
    let mut at = 0;
    while at < TREE.len() {
        if is_first_level(TREE[at].0) {
            top = at;
        }
        #[expect(clippy::cast_possible_truncation, reason = "there are fewer than 256")]
        {
            tops[at] = top as u8;
        }
        at += 1;
    }
    tops
};

const fn is_first_level(key: &str) -> bool {
    let mut at = 0;
    while at < key.len() {
        if key.as_bytes()[at] == b'.' {
            return false;
        }
        at += 1;
    }
    true
}

impl Category {
    /// How many default categories there are.
    pub const COUNT: usize = TREE.len();
    pub const FOOD: Category = Category(0);
    pub const OTHER: Category = Category(36);
    pub const CASH: Category = Category(41);
    pub const SALARY: Category = Category(42);
    pub const OTHER_INCOME: Category = Category(43);

    /// All of them in tree order, each parent before its children.
    pub fn all() -> impl Iterator<Item = Category> {
        (0..).map(Category).take(Self::COUNT)
    }

    /// The category with that stable key, for example `food.groceries`.
    pub fn from_key(key: &str) -> Option<Category> {
        Self::all().find(|category| category.key() == key)
    }

    /// The category at that place of [`Category::all`].
    pub fn from_index(index: usize) -> Option<Category> {
        u8::try_from(index).ok().filter(|_| index < Self::COUNT).map(Category)
    }

    /// Its place in [`Category::all`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The stable key: lower case, the second level after a dot.
    pub fn key(self) -> &'static str {
        TREE[self.index()].0
    }

    /// The English label, for the terminal; the UI translates by key.
    pub fn label(self) -> &'static str {
        TREE[self.index()].1
    }

    /// Its first-level category, or itself if it is one.
    pub fn top(self) -> Category {
        Category(TOPS[self.index()])
    }

    pub fn is_top(self) -> bool {
        self.top() == self
    }

    pub fn kind(self) -> CategoryKind {
        if self >= Self::SALARY { CategoryKind::Income } else { CategoryKind::Expense }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl Serialize for Category {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Category {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::from_key(&key)
            .ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&key), &"a category key"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_children_follow_their_parent() {
        let mut parent = None;
        for category in Category::all() {
            assert_eq!(Category::from_key(category.key()), Some(category));
            if category.is_top() {
                parent = Some(category);
            }
            assert_eq!(Some(category.top()), parent, "{}", category.key());
        }
    }

    #[test]
    fn named_categories_are_what_they_say() {
        for (category, key) in [
            (Category::FOOD, "food"),
            (Category::OTHER, "other"),
            (Category::CASH, "other.cash_withdrawal"),
            (Category::SALARY, "salary"),
            (Category::OTHER_INCOME, "other_income"),
        ] {
            assert_eq!(category.key(), key);
        }
        assert_eq!(Category::OTHER_INCOME.kind(), CategoryKind::Income);
        assert_eq!(Category::CASH.kind(), CategoryKind::Expense);
    }
}
