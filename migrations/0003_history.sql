-- Undo and redo: each step keeps the rows that it changed, as they were before and after. The
-- triggers that write them are made at each open from the tables as they are (store::history), so
-- that a later column is never forgotten.

-- `undone`: taken back, and can be done again until a new step is made. `first_import` and
-- `last_import`: the imports that the step took in, numbered one after the other.
CREATE TABLE history_step (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    name TEXT NOT NULL,
    first_import INTEGER,
    last_import INTEGER,
    undone INTEGER NOT NULL DEFAULT 0 CONSTRAINT history_step_undone CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX history_step_undone ON history_step (id) WHERE undone = 1;

-- Images are JSON objects by column; NULL before: the row was added, NULL after: it was removed.
-- `seq` orders the changes of a step; those of an import's own rows, which are only written when
-- it is undone, are negative.
CREATE TABLE history_row (
    step_id INTEGER NOT NULL REFERENCES history_step (id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    before TEXT,
    after TEXT,
    CONSTRAINT history_row_order PRIMARY KEY (step_id, seq)
) STRICT, WITHOUT ROWID;
