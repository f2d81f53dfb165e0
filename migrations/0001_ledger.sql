-- One profile's ledger.
--
-- Conventions: money is INTEGER minor units of the account's currency, outflow negative; days are
-- TEXT 'YYYY-MM-DD'; instants are INTEGER milliseconds UTC and only for audit. Constraints have
-- names, since the store turns a violated name into a field and a code.

-- Which vault this database belongs to; swapped files are noticed when they are opened.
CREATE TABLE vault_meta (
    id INTEGER CONSTRAINT vault_meta_single PRIMARY KEY CHECK (id = 1),
    vault_id BLOB NOT NULL CONSTRAINT vault_id_length CHECK (length(vault_id) = 16),
    created_ms INTEGER NOT NULL
) STRICT;

-- The profile's own settings: one row a key, the value as JSON.
CREATE TABLE setting (
    key TEXT CONSTRAINT setting_key PRIMARY KEY,
    value TEXT NOT NULL CONSTRAINT setting_json CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- What was sent to a language model and what came back, until the user deletes it. `outcome` is
-- 'waiting', 'answered', 'cancelled' or the code of the failure; the cost is in millionths of the
-- provider's currency, NULL where its prices are not known.
CREATE TABLE assistant_request (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    purpose TEXT NOT NULL CONSTRAINT assistant_request_purpose
        CHECK (purpose IN ('categories', 'note', 'question', 'test')),
    host TEXT NOT NULL,
    model TEXT NOT NULL,
    outcome TEXT NOT NULL,
    tokens_in INTEGER NOT NULL DEFAULT 0,
    tokens_out INTEGER NOT NULL DEFAULT 0,
    cost_micros INTEGER,
    sent TEXT NOT NULL,
    received TEXT NOT NULL DEFAULT ''
) STRICT;

-- Tokens used in a month ('YYYY-MM'); stays when the requests are deleted, since the budget counts
-- on it.
CREATE TABLE assistant_month (
    month TEXT CONSTRAINT assistant_month_once PRIMARY KEY,
    tokens INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT account_name_length CHECK (length(name) BETWEEN 1 AND 120),
    kind TEXT NOT NULL CONSTRAINT account_kind
        CHECK (kind IN ('checking', 'savings', 'cash', 'credit_card', 'loan')),
    currency TEXT NOT NULL CONSTRAINT account_currency CHECK (length(currency) = 3),
    opening_minor INTEGER NOT NULL DEFAULT 0,
    opened_on TEXT NOT NULL CONSTRAINT account_opened_on CHECK (opened_on IS date(opened_on)),
    iban TEXT NOT NULL DEFAULT '',
    closed INTEGER NOT NULL DEFAULT 0 CONSTRAINT account_closed CHECK (closed IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX account_name ON account (name COLLATE NOCASE);

-- `key` is the folded form that imports and the classifier's memory look up.
CREATE TABLE payee (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT payee_name_length CHECK (length(name) BETWEEN 1 AND 120),
    key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX payee_name ON payee (name);
CREATE INDEX payee_key ON payee (key);

-- Folded names that a payee had before it was renamed, or that were merged into it: whoever is called
-- so from now on is that payee.
CREATE TABLE payee_alias (
    key TEXT CONSTRAINT payee_alias_key PRIMARY KEY,
    payee_id INTEGER NOT NULL REFERENCES payee (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX payee_alias_by_payee ON payee_alias (payee_id);

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT tag_name_length CHECK (length(name) BETWEEN 1 AND 120)
) STRICT;
CREATE UNIQUE INDEX tag_name ON tag (name COLLATE NOCASE);

-- One statement taken in; a file with several is several imports. `digest` is of the file's bytes,
-- `fingerprint` of its layout, `named` is the account as the file writes it, '' where it does not.
-- `covers` are the periods that it covers, as JSON.
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    digest BLOB NOT NULL CONSTRAINT import_digest CHECK (length(digest) = 32),
    fingerprint INTEGER NOT NULL,
    named TEXT NOT NULL DEFAULT '',
    options TEXT NOT NULL CONSTRAINT import_options CHECK (json_valid(options)),
    added INTEGER NOT NULL DEFAULT 0,
    matched INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    covers TEXT NOT NULL DEFAULT '[]' CONSTRAINT import_covers CHECK (json_valid(covers)),
    imported_ms INTEGER NOT NULL,
    undone_ms INTEGER
) STRICT;
CREATE INDEX import_fingerprint ON import (fingerprint, account_id);

-- `key` names a built-in category; the user's own have none. `parent_id` makes the tree. `import_id`
-- is the import that brought it, and takes it along when it is undone while nothing else uses it.
CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES category (id),
    kind TEXT NOT NULL CONSTRAINT category_kind CHECK (kind IN ('expense', 'income')),
    name TEXT NOT NULL CONSTRAINT category_name_length CHECK (length(name) BETWEEN 1 AND 120),
    key TEXT CONSTRAINT category_key UNIQUE,
    colour INTEGER NOT NULL DEFAULT 7 CONSTRAINT category_colour CHECK (colour BETWEEN 1 AND 12),
    position INTEGER NOT NULL DEFAULT 0,
    import_id INTEGER REFERENCES import (id)
) STRICT;
CREATE UNIQUE INDEX category_name ON category (coalesce(parent_id, 0), kind, name COLLATE NOCASE);

-- What a statement states for the ends of days, in the account's currency: that nothing is missing
-- is proved by it (ledger::proof).
CREATE TABLE stated_balance (
    import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    date TEXT NOT NULL CONSTRAINT stated_balance_date CHECK (date IS date(date)),
    amount_minor INTEGER NOT NULL,
    CONSTRAINT stated_balance_once PRIMARY KEY (import_id, date)
) STRICT, WITHOUT ROWID;

-- The user has held the account against the bank's balance at the end of a day, and it was right.
CREATE TABLE reconciliation (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    date TEXT NOT NULL CONSTRAINT reconciliation_date CHECK (date IS date(date)),
    balance_minor INTEGER NOT NULL,
    closed_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX reconciliation_by_account ON reconciliation (account_id, date);

-- What was changed without the user looking at each row, all of which can be taken back at once: a
-- file taken in, what was filed while it came in, a rule or a model applied to what is there.
-- `step_id` is the history's step that holds what it changed (store::runs).
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL CONSTRAINT run_source
        CHECK (source IN ('import', 'rule', 'classifier', 'assistant')),
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    made_ms INTEGER NOT NULL,
    step_id INTEGER NOT NULL,
    import_id INTEGER REFERENCES import (id) ON DELETE CASCADE,
    reverted_ms INTEGER
) STRICT;
CREATE INDEX run_by_import ON run (import_id) WHERE import_id IS NOT NULL;

-- The link of a transfer's two legs; both carry its id.
CREATE TABLE transfer (
    id INTEGER PRIMARY KEY,
    linked_ms INTEGER NOT NULL
) STRICT;

-- One movement on one account on one date. Named txn since TRANSACTION is a word of SQL.
-- `booked_on`: the bank's day, where the user has given it another. `payee_typed`: the user has said
-- who it is, which a rule then leaves alone.
CREATE TABLE txn (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    date TEXT NOT NULL CONSTRAINT txn_date CHECK (date IS date(date)),
    payee_id INTEGER REFERENCES payee (id),
    memo TEXT NOT NULL DEFAULT '' CONSTRAINT txn_memo_length CHECK (length(memo) <= 1000),
    amount_minor INTEGER NOT NULL CONSTRAINT txn_amount
        CHECK (amount_minor <> 0 AND amount_minor BETWEEN -999999999999 AND 999999999999),
    status TEXT NOT NULL DEFAULT 'pending' CONSTRAINT txn_status
        CHECK (status IN ('pending', 'cleared', 'reconciled')),
    transfer_id INTEGER REFERENCES transfer (id) ON DELETE SET NULL,
    refund_of INTEGER REFERENCES txn (id) ON DELETE SET NULL,
    booked_on TEXT CONSTRAINT txn_booked_on CHECK (booked_on IS date(booked_on)),
    payee_typed INTEGER NOT NULL DEFAULT 0 CONSTRAINT txn_payee_typed CHECK (payee_typed IN (0, 1)),
    created_ms INTEGER NOT NULL
) STRICT;
-- The register's order, for all accounts and for one; both carry what a running sum needs.
CREATE INDEX txn_by_date ON txn (date, id, account_id, amount_minor);
CREATE INDEX txn_by_account ON txn (account_id, date, id, amount_minor);
CREATE INDEX txn_by_payee ON txn (payee_id, date, id);
CREATE INDEX txn_by_transfer ON txn (transfer_id) WHERE transfer_id IS NOT NULL;
-- The few that are not booked on their own day, which sums of what is booked leave out.
CREATE INDEX txn_apart ON txn (account_id, date, booked_on, amount_minor, status)
    WHERE status = 'pending' OR booked_on IS NOT NULL;
-- Without it each delete would look through the whole table for refunds of the row.
CREATE INDEX txn_by_refund ON txn (refund_of) WHERE refund_of IS NOT NULL;

-- The parts of a transaction: at least one; they add up to its amount (the store's duty, tested).
CREATE TABLE split (
    txn_id INTEGER NOT NULL REFERENCES txn (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    category_id INTEGER REFERENCES category (id),
    amount_minor INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '' CONSTRAINT split_note_length CHECK (length(note) <= 1000),
    CONSTRAINT split_position PRIMARY KEY (txn_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX split_by_category ON split (category_id, txn_id);

CREATE TABLE txn_tag (
    txn_id INTEGER NOT NULL REFERENCES txn (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    CONSTRAINT txn_tag_once PRIMARY KEY (txn_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX txn_tag_by_tag ON txn_tag (tag_id);

-- What the bank wrote, for good: the row as it stood in the file, and its own id where it has one.
-- `identity` is a hash of day, amount and text as the file had them: it stays when the user edits
-- the transaction, so that the same row of another file is known again (app::imports::plan).
-- `joined`: the transaction was there before the import, and stays when that is undone.
CREATE TABLE import_row (
    txn_id INTEGER PRIMARY KEY REFERENCES txn (id) ON DELETE CASCADE,
    import_id INTEGER NOT NULL REFERENCES import (id),
    line INTEGER NOT NULL,
    bank_id TEXT,
    identity INTEGER NOT NULL,
    joined INTEGER NOT NULL DEFAULT 0 CONSTRAINT import_row_joined CHECK (joined IN (0, 1)),
    text TEXT NOT NULL,
    raw TEXT NOT NULL
) STRICT;
CREATE INDEX import_row_by_import ON import_row (import_id);
CREATE INDEX import_row_by_identity ON import_row (identity);
CREATE INDEX import_row_by_bank_id ON import_row (bank_id) WHERE bank_id IS NOT NULL;

-- Further rows of the bank's that are a transaction which another row brought: noted before it was
-- booked, or written by the bank in another layout. `booked`: by this row.
CREATE TABLE import_sighting (
    txn_id INTEGER NOT NULL REFERENCES txn (id) ON DELETE CASCADE,
    import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    bank_id TEXT,
    identity INTEGER NOT NULL,
    booked INTEGER NOT NULL CONSTRAINT import_sighting_booked CHECK (booked IN (0, 1)),
    text TEXT NOT NULL,
    raw TEXT NOT NULL,
    CONSTRAINT import_sighting_once PRIMARY KEY (txn_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_sighting_by_import ON import_sighting (import_id);
CREATE INDEX import_sighting_by_identity ON import_sighting (identity);

-- What the classifier said. 'applied': sure, and the split has it; 'open': waits in review;
-- 'accepted', 'rejected': the user decided. `reason` is a tagged JSON value, worded by the UI. How
-- often a language model is right nobody knows: its confidence is NULL.
CREATE TABLE suggestion (
    txn_id INTEGER PRIMARY KEY REFERENCES txn (id) ON DELETE CASCADE,
    category_id INTEGER REFERENCES category (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    confidence_permille INTEGER CONSTRAINT suggestion_confidence
        CHECK (confidence_permille BETWEEN 0 AND 1000),
    reason TEXT NOT NULL CONSTRAINT suggestion_reason CHECK (json_valid(reason)),
    state TEXT NOT NULL CONSTRAINT suggestion_state
        CHECK (state IN ('applied', 'open', 'accepted', 'rejected'))
) STRICT;
CREATE INDEX suggestion_open ON suggestion (txn_id) WHERE state = 'open';
CREATE INDEX suggestion_decided ON suggestion (txn_id) WHERE state IN ('accepted', 'rejected');
-- For deleting a category.
CREATE INDEX suggestion_by_category ON suggestion (category_id);

-- What nobody has settled: an open suggestion, or a split without a category that no rule has marked
-- as reviewed.
CREATE VIEW unsettled AS
SELECT txn_id FROM split WHERE category_id IS NULL AND txn_id NOT IN (
    SELECT txn_id FROM suggestion
    WHERE state = 'accepted' AND category_id IS NULL AND source = 'rule')
UNION SELECT txn_id FROM suggestion WHERE state = 'open';

-- What waits for a decision: the same, transfers left out.
-- `merchant` names the rows that are decided alike: one payee (or, without one, one text), one
-- direction of money, one currency.
CREATE VIEW waiting AS
SELECT t.id AS txn_id, t.payee_id, t.date, t.amount_minor, a.currency,
    CASE WHEN t.amount_minor < 0 THEN '-' ELSE '+' END || a.currency || ' '
        || ifnull(t.payee_id, ': ' || ifnull(r.text, t.memo)) AS merchant
FROM unsettled AS wait
JOIN txn t ON t.id = wait.txn_id AND t.transfer_id IS NULL
JOIN account a ON a.id = t.account_id
LEFT JOIN import_row r ON r.txn_id = t.id;

-- How often the user gave a payee a category, money that came in apart from money that went out.
CREATE TABLE memory (
    payee_key TEXT NOT NULL,
    incoming INTEGER NOT NULL CONSTRAINT memory_incoming CHECK (incoming IN (0, 1)),
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE CASCADE,
    times INTEGER NOT NULL CONSTRAINT memory_times CHECK (times > 0),
    CONSTRAINT memory_once PRIMARY KEY (payee_key, incoming, category_id)
) STRICT, WITHOUT ROWID;

-- The user's rules in their order. `draft` is the rule in plain strings (rules::RuleDraft); what it
-- names may have been deleted since, and then it says so and rests.
CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    draft TEXT NOT NULL CONSTRAINT rule_draft CHECK (json_valid(draft))
) STRICT;

-- A transaction that is expected to come again: as often as `recurrence` says (ledger::Recurrence),
-- counted from `first_on`. `next_on` is the first that was neither entered nor skipped; `tags` is a
-- list of names.
CREATE TABLE schedule (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    payee_id INTEGER REFERENCES payee (id),
    category_id INTEGER REFERENCES category (id),
    amount_minor INTEGER NOT NULL,
    memo TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]' CONSTRAINT schedule_tags CHECK (json_valid(tags)),
    recurrence TEXT NOT NULL CONSTRAINT schedule_recurrence CHECK (json_valid(recurrence)),
    first_on TEXT NOT NULL CONSTRAINT schedule_first_on CHECK (first_on IS date(first_on)),
    next_on TEXT NOT NULL CONSTRAINT schedule_next_on CHECK (next_on IS date(next_on)),
    paused INTEGER NOT NULL DEFAULT 0 CONSTRAINT schedule_paused CHECK (paused IN (0, 1))
) STRICT;

-- A planned amount for a category; `month` is 'YYYY-MM', the first month it holds for.
CREATE TABLE budget (
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE CASCADE,
    month TEXT NOT NULL CONSTRAINT budget_month CHECK (month || '-01' IS date(month || '-01')),
    currency TEXT NOT NULL CONSTRAINT budget_currency CHECK (length(currency) = 3),
    amount_minor INTEGER NOT NULL,
    CONSTRAINT budget_once PRIMARY KEY (category_id, month, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE goal (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT goal_name_length CHECK (length(name) BETWEEN 1 AND 120),
    account_id INTEGER REFERENCES account (id),
    currency TEXT NOT NULL CONSTRAINT goal_currency CHECK (length(currency) = 3),
    target_minor INTEGER NOT NULL CONSTRAINT goal_target CHECK (target_minor > 0),
    due_on TEXT CONSTRAINT goal_due_on CHECK (due_on IS date(due_on))
) STRICT;

-- What the user does not want to be told: `about` is an insight's subject (ledger::insight).
-- `period` is 'YYYY-MM-DD..YYYY-MM-DD', or empty: never again.
CREATE TABLE insight_hidden (
    about TEXT NOT NULL CONSTRAINT insight_hidden_about CHECK (length(about) BETWEEN 1 AND 120),
    period TEXT NOT NULL,
    CONSTRAINT insight_hidden_once PRIMARY KEY (about, period)
) STRICT, WITHOUT ROWID;

-- What there is to tell of a period ('YYYY-MM-DD..YYYY-MM-DD'), as JSON, so that it is not worked out
-- again each time: every commit empties it (store::db). `as_of`: the day it was told on, or the first
-- behind the period, since nothing changes by itself from then on. `version`: of the program.
CREATE TABLE insight_told (
    period TEXT CONSTRAINT insight_told_once PRIMARY KEY,
    as_of TEXT NOT NULL,
    version TEXT NOT NULL,
    told TEXT NOT NULL CONSTRAINT insight_told_json CHECK (json_valid(told))
) STRICT, WITHOUT ROWID;

-- The facts of a period as a language model worded them. `facts` is the SHA-256 of what it was made
-- from: other facts, and the note is out of date.
CREATE TABLE insight_note (
    period TEXT CONSTRAINT insight_note_once PRIMARY KEY,
    facts BLOB NOT NULL CONSTRAINT insight_note_facts CHECK (length(facts) = 32),
    model TEXT NOT NULL,
    written_ms INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Receipts and the like; the bytes are encrypted under their own key beside the database.
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    txn_id INTEGER NOT NULL REFERENCES txn (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL CONSTRAINT attachment_digest CHECK (length(digest) = 32),
    added_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_by_txn ON attachment (txn_id);
