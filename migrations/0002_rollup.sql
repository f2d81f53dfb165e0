-- What the reports and the register would otherwise add up again and again, kept by triggers.
-- A bulk import puts split_added and txn_added aside and merges its batch in one statement
-- instead (store::rollup).

-- Splits by currency, month and category (0: none), transfers left out. `month` is 'YYYY-MM'. The
-- currency is the account's, which is fixed once it has transactions.
CREATE TABLE month_total (
    currency TEXT NOT NULL,
    month TEXT NOT NULL,
    category_id INTEGER NOT NULL,
    inflow_minor INTEGER NOT NULL,
    outflow_minor INTEGER NOT NULL,
    count INTEGER NOT NULL,
    CONSTRAINT month_total_cell PRIMARY KEY (currency, month, category_id)
) STRICT, WITHOUT ROWID;

-- Transactions by account and month, transfers too: balances, and where in the register a row is.
CREATE TABLE account_month (
    account_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    count INTEGER NOT NULL,
    sum_minor INTEGER NOT NULL,
    CONSTRAINT account_month_cell PRIMARY KEY (account_id, month)
) STRICT, WITHOUT ROWID;

-- Splits go before their transaction does, so that the triggers below still see its date.
CREATE TRIGGER txn_takes_splits BEFORE DELETE ON txn
BEGIN
    DELETE FROM split WHERE txn_id = OLD.id;
END;

CREATE TRIGGER split_added AFTER INSERT ON split
BEGIN
    INSERT INTO month_total
    SELECT currency, substr(date, 1, 7), ifnull(NEW.category_id, 0),
        max(NEW.amount_minor, 0), min(NEW.amount_minor, 0), 1
    FROM txn JOIN account ON account.id = account_id
    WHERE txn.id = NEW.txn_id AND transfer_id IS NULL
    ON CONFLICT DO UPDATE SET
        inflow_minor = inflow_minor + excluded.inflow_minor,
        outflow_minor = outflow_minor + excluded.outflow_minor,
        count = count + 1;
END;

CREATE TRIGGER split_removed AFTER DELETE ON split
BEGIN
    UPDATE month_total SET
        inflow_minor = inflow_minor - max(OLD.amount_minor, 0),
        outflow_minor = outflow_minor - min(OLD.amount_minor, 0),
        count = count - 1
    FROM txn JOIN account ON account.id = txn.account_id
    WHERE txn.id = OLD.txn_id AND txn.transfer_id IS NULL
        AND month_total.currency = account.currency
        AND month_total.month = substr(txn.date, 1, 7)
        AND month_total.category_id = ifnull(OLD.category_id, 0);
    DELETE FROM month_total
    WHERE (currency, month) = (
            SELECT currency, substr(date, 1, 7) FROM txn JOIN account ON account.id = account_id
            WHERE txn.id = OLD.txn_id)
        AND category_id = ifnull(OLD.category_id, 0) AND count = 0;
END;

CREATE TRIGGER split_changed AFTER UPDATE OF category_id, amount_minor ON split
WHEN (OLD.category_id IS NOT NEW.category_id OR OLD.amount_minor <> NEW.amount_minor)
BEGIN
    UPDATE month_total SET
        inflow_minor = inflow_minor - max(OLD.amount_minor, 0),
        outflow_minor = outflow_minor - min(OLD.amount_minor, 0),
        count = count - 1
    FROM txn JOIN account ON account.id = txn.account_id
    WHERE txn.id = OLD.txn_id AND txn.transfer_id IS NULL
        AND month_total.currency = account.currency
        AND month_total.month = substr(txn.date, 1, 7)
        AND month_total.category_id = ifnull(OLD.category_id, 0);
    INSERT INTO month_total
    SELECT currency, substr(date, 1, 7), ifnull(NEW.category_id, 0),
        max(NEW.amount_minor, 0), min(NEW.amount_minor, 0), 1
    FROM txn JOIN account ON account.id = account_id
    WHERE txn.id = NEW.txn_id AND transfer_id IS NULL
    ON CONFLICT DO UPDATE SET
        inflow_minor = inflow_minor + excluded.inflow_minor,
        outflow_minor = outflow_minor + excluded.outflow_minor,
        count = count + 1;
    DELETE FROM month_total
    WHERE (currency, month) = (
            SELECT currency, substr(date, 1, 7) FROM txn JOIN account ON account.id = account_id
            WHERE txn.id = OLD.txn_id)
        AND category_id = ifnull(OLD.category_id, 0) AND count = 0;
END;

CREATE TRIGGER txn_added AFTER INSERT ON txn
BEGIN
    INSERT INTO account_month VALUES (NEW.account_id, substr(NEW.date, 1, 7), 1, NEW.amount_minor)
    ON CONFLICT DO UPDATE SET count = count + 1, sum_minor = sum_minor + excluded.sum_minor;
END;

CREATE TRIGGER txn_removed AFTER DELETE ON txn
BEGIN
    UPDATE account_month SET count = count - 1, sum_minor = sum_minor - OLD.amount_minor
    WHERE account_id = OLD.account_id AND month = substr(OLD.date, 1, 7);
    DELETE FROM account_month
    WHERE account_id = OLD.account_id AND month = substr(OLD.date, 1, 7) AND count = 0;
END;

CREATE TRIGGER txn_resummed AFTER UPDATE OF account_id, date, amount_minor ON txn
WHEN (OLD.account_id, OLD.date, OLD.amount_minor) IS NOT (NEW.account_id, NEW.date, NEW.amount_minor)
BEGIN
    UPDATE account_month SET count = count - 1, sum_minor = sum_minor - OLD.amount_minor
    WHERE account_id = OLD.account_id AND month = substr(OLD.date, 1, 7);
    INSERT INTO account_month VALUES (NEW.account_id, substr(NEW.date, 1, 7), 1, NEW.amount_minor)
    ON CONFLICT DO UPDATE SET count = count + 1, sum_minor = sum_minor + excluded.sum_minor;
    DELETE FROM account_month
    WHERE account_id = OLD.account_id AND month = substr(OLD.date, 1, 7) AND count = 0;
END;

-- The splits of a transaction that moved to another month or account, or became or ceased to be
-- the leg of a transfer.
CREATE TRIGGER txn_moved AFTER UPDATE OF account_id, date, transfer_id ON txn
WHEN (OLD.account_id, substr(OLD.date, 1, 7), OLD.transfer_id IS NULL)
        IS NOT (NEW.account_id, substr(NEW.date, 1, 7), NEW.transfer_id IS NULL)
BEGIN
    INSERT INTO month_total
    SELECT (SELECT currency FROM account WHERE id = OLD.account_id), substr(OLD.date, 1, 7),
        ifnull(category_id, 0),
        -sum(max(amount_minor, 0)), -sum(min(amount_minor, 0)), -count(*)
    FROM split WHERE txn_id = OLD.id AND OLD.transfer_id IS NULL GROUP BY 3
    ON CONFLICT DO UPDATE SET
        inflow_minor = inflow_minor + excluded.inflow_minor,
        outflow_minor = outflow_minor + excluded.outflow_minor,
        count = count + excluded.count;
    INSERT INTO month_total
    SELECT (SELECT currency FROM account WHERE id = NEW.account_id), substr(NEW.date, 1, 7),
        ifnull(category_id, 0),
        sum(max(amount_minor, 0)), sum(min(amount_minor, 0)), count(*)
    FROM split WHERE txn_id = NEW.id AND NEW.transfer_id IS NULL GROUP BY 3
    ON CONFLICT DO UPDATE SET
        inflow_minor = inflow_minor + excluded.inflow_minor,
        outflow_minor = outflow_minor + excluded.outflow_minor,
        count = count + excluded.count;
    DELETE FROM month_total
    WHERE currency = (SELECT currency FROM account WHERE id = OLD.account_id)
        AND month = substr(OLD.date, 1, 7) AND count = 0;
END;
