//! The open database: one connection, keyed before it touches the file, and the steps on it.

use crate::{Result, error::is_damage, history, insights, key, seed};
use ledger::StepLabel;
use sqlx::{
    ConnectOptions, Connection, Row, SqliteConnection,
    migrate::{MigrateError, Migrator},
    raw_sql,
    sqlite::SqliteConnectOptions,
};
use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _},
    ops::{Deref, DerefMut},
    path::Path,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
};
use tokio::sync::{Mutex, MutexGuard};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// The cache, in KiB, which is memory that the app keeps.
const USUAL_CACHE: &str = "PRAGMA cache_size = -32000";
/// Until a large change is committed or given up.
const WIDE_CACHE: &str = "PRAGMA cache_size = -64000";

/// For safety of data: FULL, the journal mode (docs/DECISIONS.md says why; the log of a large import
/// is cut down afterwards), foreign keys, cell_size_check. For secrecy: temporary tables in memory,
/// no mmap, deleted rows overwritten, nothing of SQLCipher in a log.
const PRAGMAS: &str = "
    PRAGMA cipher_log_level = NONE;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA journal_size_limit = 16777216;
    PRAGMA temp_store = MEMORY;
    PRAGMA mmap_size = 0;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = ON;
";

/// Why a database could not be opened or created.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file is a plain SQLite database, or this build of SQLite cannot encrypt.
    #[error("not encrypted")]
    NotEncrypted,
    /// Not this key's, or broken: an encrypted file does not tell which. Whoever has the key from
    /// a slot that opened knows that it is damage.
    #[error("wrong key or damaged")]
    WrongKeyOrDamaged,
    /// A sound database of another vault.
    #[error("the database belongs to another vault")]
    VaultMismatch,
    /// Written by a newer version of the program.
    #[error("schema {found} is newer than {known}")]
    NewerSchema { found: i64, known: i64 },
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Sqlx(sqlx::Error),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        if is_damage(&error) { Self::WrongKeyOrDamaged } else { Self::Sqlx(error) }
    }
}

/// Counts the committed changes since the database was opened; answers of different revisions
/// must not be mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(transparent)]
pub struct Revision(pub u32);

/// One profile's database. Dropping it closes the file; [`Db::close`] waits for that.
#[derive(Debug)]
pub struct Db {
    conn: Mutex<SqliteConnection>,
    vault_id: [u8; 16],
    tables: Vec<history::Table>,
    revision: AtomicU32,
    /// A step was dropped without a commit; whoever takes the connection next rolls it back.
    abandoned: AtomicBool,
}

impl Db {
    /// Makes a new database, encrypted from its first byte, with the default categories in it.
    /// `created_ms` is the time now, in ms UTC. The file must not exist yet.
    pub async fn create(
        path: &Path,
        key: &[u8; 32],
        vault_id: [u8; 16],
        created_ms: i64,
    ) -> Result<Self, OpenError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path)?;

        let mut conn = connect(path, key).await?;
        let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
        migrate(&mut tx).await?;
        let id = vault_id.as_slice();
        sqlx::query!(
            "INSERT INTO vault_meta (id, vault_id, created_ms) VALUES (1, ?, ?)",
            id,
            created_ms
        )
        .execute(&mut *tx)
        .await?;
        seed::categories(&mut tx).await?;
        tx.commit().await?;
        Self::ready(conn, vault_id).await
    }

    /// Opens an existing database and brings its schema up to date, all or nothing.
    pub async fn open(path: &Path, key: &[u8; 32], vault_id: [u8; 16]) -> Result<Self, OpenError> {
        look_encrypted(path)?;
        let mut conn = connect(path, key).await?;
        let meta = sqlx::query!("SELECT vault_id FROM vault_meta").fetch_optional(&mut conn).await;
        let meta = meta?.ok_or(OpenError::WrongKeyOrDamaged)?;
        if meta.vault_id != vault_id {
            return Err(OpenError::VaultMismatch);
        }
        let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
        migrate(&mut tx).await?;
        tx.commit().await?;
        Self::ready(conn, vault_id).await
    }

    async fn ready(mut conn: SqliteConnection, vault_id: [u8; 16]) -> Result<Self, OpenError> {
        let tables = history::watch(&mut conn).await?;
        Ok(Self {
            conn: Mutex::new(conn),
            vault_id,
            tables,
            revision: AtomicU32::new(0),
            abandoned: AtomicBool::new(false),
        })
    }

    /// The connection, for the reading functions of this crate. Others wait while it is held.
    pub async fn read(&self) -> MutexGuard<'_, SqliteConnection> {
        let mut conn = self.conn.lock().await;
        if self.abandoned.swap(false, Ordering::AcqRel) {
            // It fails only when SQLite has rolled back by itself, as it does on a full disk.
            let _ = raw_sql("ROLLBACK").execute(&mut *conn).await;
            // It may have been a large change; if this fails, the cache stays wide and nothing else.
            let _ = raw_sql(USUAL_CACHE).execute(&mut *conn).await;
        }
        conn
    }

    /// Begins a change. Nothing is kept until [`Step::commit`]; dropping the step takes it back.
    pub async fn begin(&self, label: StepLabel) -> Result<Step<'_>> {
        let mut step = self.begin_unrecorded(label).await?;
        step.id = history::start(&mut step).await?;
        Ok(step)
    }

    /// Begins a change that is not part of the history.
    pub(crate) async fn begin_unrecorded(&self, label: StepLabel) -> Result<Step<'_>> {
        let conn = self.read().await;
        let mut step =
            Step { conn, db: self, id: 0, label, imports: None, open: true, wide: false };
        raw_sql("BEGIN IMMEDIATE").execute(&mut *step).await?;
        Ok(step)
    }

    /// The revision as of the last commit.
    pub fn revision(&self) -> Revision {
        Revision(self.revision.load(Ordering::Acquire))
    }

    /// The vault that it belongs to; no other book has the same.
    pub fn vault_id(&self) -> [u8; 16] {
        self.vault_id
    }

    pub(crate) fn tables(&self) -> &[history::Table] {
        &self.tables
    }

    /// Closes the file and waits for it; the journal is empty or gone then.
    pub async fn close(self) -> Result<()> {
        Ok(self.conn.into_inner().close().await?)
    }
}

/// A change in the making: one transaction, and one entry of the history once it is committed.
pub struct Step<'db> {
    conn: MutexGuard<'db, SqliteConnection>,
    pub(crate) db: &'db Db,
    /// Its number in the history; 0 outside of it.
    pub(crate) id: i64,
    /// What the history will say; what is only known at the end (a count) can be filled in later.
    pub label: StepLabel,
    /// The first and the last import that it took in, whose rows the history does not hold.
    pub(crate) imports: Option<(i64, i64)>,
    open: bool,
    wide: bool,
}

impl Step<'_> {
    pub(crate) fn tables(&self) -> &[history::Table] {
        &self.db.tables
    }

    /// Gives a large change a larger cache until it is committed: what does not fit in is encrypted
    /// and decrypted again and again.
    pub(crate) async fn widen(&mut self) -> Result<()> {
        raw_sql(WIDE_CACHE).execute(&mut **self).await?;
        self.wide = true;
        Ok(())
    }

    /// Keeps the change, on disk when this returns. A step that changed nothing leaves no entry.
    pub async fn commit(mut self) -> Result<Revision> {
        if self.id != 0 {
            history::finish(&mut self).await?;
        }
        insights::forget(&mut self).await?;
        raw_sql("COMMIT").execute(&mut *self).await?;
        self.open = false;
        if self.wide {
            raw_sql(USUAL_CACHE).execute(&mut *self).await?;
        }
        Ok(Revision(self.db.revision.fetch_add(1, Ordering::AcqRel) + 1))
    }
}

impl Drop for Step<'_> {
    fn drop(&mut self) {
        if self.open {
            self.db.abandoned.store(true, Ordering::Release);
        }
    }
}

impl Deref for Step<'_> {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.conn
    }
}

impl DerefMut for Step<'_> {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }
}

/// Refuses, before SQLite sees it, a file that any key would open: an empty or a plain one.
fn look_encrypted(path: &Path) -> Result<(), OpenError> {
    let mut head = Vec::new();
    File::open(path)?.take(16).read_to_end(&mut head)?;
    match head.as_slice() {
        b"SQLite format 3\0" => Err(OpenError::NotEncrypted),
        head if head.len() < 16 => Err(OpenError::WrongKeyOrDamaged),
        _ => Ok(()),
    }
}

/// A keyed connection to an existing file. Not through a pool: there a wrong key is a time-out.
async fn connect(path: &Path, key: &[u8; 32]) -> Result<SqliteConnection, OpenError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .statement_cache_capacity(256)
        .disable_statement_logging();
    let mut conn = options.connect().await?;
    key::set(&mut conn, key).await?;
    let version = raw_sql("PRAGMA cipher_version").fetch_optional(&mut conn).await?;
    let version: String = match version {
        Some(row) => row.try_get(0)?,
        None => String::new(),
    };
    if version.is_empty() {
        return Err(OpenError::NotEncrypted);
    }
    raw_sql(PRAGMAS).execute(&mut conn).await?;
    raw_sql(USUAL_CACHE).execute(&mut conn).await?;
    Ok(conn)
}

/// Applies what is pending. The caller's transaction makes several migrations one.
async fn migrate(conn: &mut SqliteConnection) -> Result<(), OpenError> {
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    match MIGRATIONS.run_direct(None, conn, false).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(found)) if found > known => {
            Err(OpenError::NewerSchema { found, known })
        }
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
            Err(error.into())
        }
        Err(other) => Err(OpenError::Sqlx(sqlx::Error::Migrate(Box::new(other)))),
    }
}
