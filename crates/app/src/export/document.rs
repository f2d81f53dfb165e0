//! Reads an exported book row by row.

use super::book::{BookProblem, FORMAT, VERSION};
use crate::Error;
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
    fmt,
    io::{BufReader, Read},
};
use store::dump::Fields;
use tokio::sync::mpsc;

/// The largest document that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024 * 1024;
/// Rows that are handed on at a time.
const PORTION: usize = 2_000;

/// Some rows of a table.
pub(super) struct Portion {
    pub(super) table: String,
    pub(super) rows: Vec<Fields>,
}

/// Reads the document without ever holding all of it.
pub(super) fn read(from: impl Read, reader: &Reader) -> Result<(), Error> {
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(from.take(LARGEST)));
    let read = Document(reader).deserialize(&mut json).and_then(|()| json.end());
    read.map_err(|error| match error.io_error_kind() {
        Some(kind) => Error::File(kind.into()),
        None if reader.newer.get() => Error::Newer,
        None => Error::NotABook(BookProblem::NotABook),
    })
}

/// What the document is held against, and where its rows go.
pub(super) struct Reader {
    /// Tables and their columns.
    pub(super) known: HashMap<String, HashSet<String>>,
    pub(super) portions: mpsc::Sender<Portion>,
    /// It says that it was written by a later version.
    pub(super) newer: Cell<bool>,
}

/// Why reading ends, where serde wants a text that nobody sees.
const STOP: &str = "stop";

struct Document<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FORMAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut ours, mut filled) = (false, false);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => ours = map.next_value::<String>()? == FORMAT,
                "version" => self.0.newer.set(map.next_value::<u32>()? > VERSION),
                "tables" if ours && !self.0.newer.get() => {
                    map.next_value_seed(Tables(self.0))?;
                    filled = true;
                }
                "tables" => break,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if filled { Ok(()) } else { Err(A::Error::custom(STOP)) }
    }
}

struct Tables<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Tables<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Tables<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tables by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(table) = map.next_key::<String>()? {
            // A table or column that we do not know can only be of a later version.
            let Some(columns) = self.0.known.get(&table) else {
                self.0.newer.set(true);
                return Err(A::Error::custom(STOP));
            };
            map.next_value_seed(Rows { reader: self.0, table: &table, columns })?;
        }
        Ok(())
    }
}

struct Rows<'r> {
    reader: &'r Reader,
    table: &'r str,
    columns: &'r HashSet<String>,
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut rows: Vec<Fields> = Vec::new();
        while let Some(row) = seq.next_element::<Fields>()? {
            if !row.keys().all(|column| self.columns.contains(column)) {
                self.reader.newer.set(true);
                return Err(A::Error::custom(STOP));
            }
            rows.push(row);
            if rows.len() == PORTION {
                self.send(std::mem::take(&mut rows))?;
            }
        }
        self.send(rows)
    }
}

impl Rows<'_> {
    /// Nobody takes them any more when the profile was not empty or a row was wrong.
    fn send<E: serde::de::Error>(&self, rows: Vec<Fields>) -> Result<(), E> {
        let portion = Portion { table: self.table.to_owned(), rows };
        self.reader.portions.blocking_send(portion).map_err(|_| E::custom(STOP))
    }
}
