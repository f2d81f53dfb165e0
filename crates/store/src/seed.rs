//! The categories of a new profile. Everything about them can be changed afterwards; the key is
//! what the classifier and the translations know them by.

use crate::Connection;
use ledger::CategoryKind::{self, Expense, Income};

struct Top {
    key: &'static str,
    name: &'static str,
    kind: CategoryKind,
    /// Which of the palette's colours; those below share it.
    colour: i64,
    /// The last part of the key, and the name.
    below: &'static [(&'static str, &'static str)],
}

const TREE: [Top; 9] = [
    Top {
        key: "food",
        name: "Food",
        kind: Expense,
        colour: 1,
        below: &[
            ("groceries", "Groceries"),
            ("restaurants", "Restaurants"),
            ("coffee_snacks", "Coffee & snacks"),
        ],
    },
    Top {
        key: "travel",
        name: "Travel",
        kind: Expense,
        colour: 2,
        below: &[
            ("public_transport", "Public transport"),
            ("taxi_ride_hailing", "Taxi & ride hailing"),
            ("fuel", "Fuel"),
            ("flights", "Flights"),
            ("lodging", "Lodging"),
            ("parking_tolls", "Parking & tolls"),
        ],
    },
    Top {
        key: "shopping",
        name: "Shopping",
        kind: Expense,
        colour: 4,
        below: &[
            ("clothing", "Clothing"),
            ("electronics", "Electronics"),
            ("home_garden", "Home & garden"),
            ("gifts", "Gifts"),
            ("online_marketplaces", "Online marketplaces"),
        ],
    },
    Top {
        key: "bills",
        name: "Bills",
        kind: Expense,
        colour: 3,
        below: &[
            ("rent_mortgage", "Rent & mortgage"),
            ("electricity_heating", "Electricity & heating"),
            ("water", "Water"),
            ("phone_internet", "Phone & internet"),
            ("insurance", "Insurance"),
            ("taxes_fees", "Taxes & fees"),
            ("bank_fees", "Bank fees"),
            ("subscriptions", "Subscriptions"),
        ],
    },
    Top {
        key: "entertainment",
        name: "Entertainment",
        kind: Expense,
        colour: 6,
        below: &[
            ("streaming_media", "Streaming & media"),
            ("games", "Games"),
            ("events", "Events"),
            ("sports_hobbies", "Sports & hobbies"),
        ],
    },
    Top {
        key: "health",
        name: "Health",
        kind: Expense,
        colour: 5,
        below: &[
            ("pharmacy", "Pharmacy"),
            ("doctor_dentist", "Doctor & dentist"),
            ("fitness", "Fitness"),
            ("personal_care", "Personal care"),
        ],
    },
    Top {
        key: "other",
        name: "Other",
        kind: Expense,
        colour: 7,
        below: &[
            ("education", "Education"),
            ("children", "Children"),
            ("pets", "Pets"),
            ("donations", "Donations"),
            ("cash_withdrawal", "Cash withdrawal"),
        ],
    },
    Top { key: "salary", name: "Salary", kind: Income, colour: 1, below: &[] },
    Top { key: "other_income", name: "Other income", kind: Income, colour: 3, below: &[] },
];

/// Lays the tree into an empty table.
pub(crate) async fn categories(conn: &mut Connection) -> Result<(), sqlx::Error> {
    for top in &TREE {
        let parent = add(conn, None, top.kind, top.name, top.key, top.colour).await?;
        for (key, name) in top.below {
            let key = format!("{}.{key}", top.key);
            add(conn, Some(parent), top.kind, name, &key, top.colour).await?;
        }
    }
    Ok(())
}

/// Positions follow the order of insertion, so the id serves.
async fn add(
    conn: &mut Connection,
    parent: Option<i64>,
    kind: CategoryKind,
    name: &str,
    key: &str,
    colour: i64,
) -> Result<i64, sqlx::Error> {
    let kind = kind.as_str();
    sqlx::query_scalar!(
        r#"INSERT INTO category (parent_id, kind, name, key, colour, position)
        VALUES (?1, ?2, ?3, ?4, ?5, (SELECT ifnull(max(id), 0) + 1 FROM category)) RETURNING id AS "id!""#,
        parent,
        kind,
        name,
        key,
        colour
    )
    .fetch_one(conn)
    .await
}
