/** The form of one transaction: pure. Amounts are text, read by the backend. */
import type { Payee, Row, SplitDraft, TransactionDraft } from "../../ipc";
import type { Day } from "../../lib/date";
import { signOf, typedNumber } from "../../lib/money";
import type { Option } from "../../lib/options";

export function emptyDraft(account: string, date: Day): TransactionDraft {
  return {
    account,
    date,
    payee: "",
    memo: "",
    amount: "",
    direction: "expense",
    category: "",
    note: "",
    splits: [],
    tags: [],
  };
}

/** What the next one begins with: same place, day and direction. */
export function nextDraft({ account, date, direction }: TransactionDraft): TransactionDraft {
  return { ...emptyDraft(account, date), direction: direction ?? "expense" };
}

/** A transaction as the form shows it, amounts with the locale's decimal mark. */
export function draftOf(row: Row, tag: string): TransactionDraft {
  const [only, ...more] = row.splits;
  const income = signOf(row.amount.amount) > 0;
  return {
    account: row.account,
    date: row.date,
    payee: row.payee?.name ?? "",
    memo: row.memo,
    amount: typedAmount(row.amount.amount, income, tag),
    direction: income ? "income" : "expense",
    category: more.length === 0 ? (only?.category ?? "") : "",
    note: more.length === 0 ? (only?.note ?? "") : "",
    splits: more.length === 0 ? [] : row.splits.map((split) => splitDraft(split, income, tag)),
    tags: [...row.tags],
  };
}

function splitDraft(
  { category, amount, note }: Row["splits"][number],
  income: boolean,
  tag: string,
): SplitDraft {
  return { category: category ?? "", amount: typedAmount(amount.amount, income, tag), note };
}

/** As a person would type it: without a sign where it is the usual one, without separators. */
export function typedAmount(amount: string, income: boolean, tag: string): string {
  const digits = typedNumber(amount.replace(/^[+-]/, ""), tag);
  const usual = signOf(amount) === (income ? 1 : -1) || signOf(amount) === 0;
  return usual ? digits : `${income ? "-" : "+"}${digits}`;
}

/** With its only category as the first part, and room for the second. */
export function split({ category, amount, note }: TransactionDraft): SplitDraft[] {
  return [
    { category, amount, note },
    { category: "", amount: "", note: "" },
  ];
}

/** Payees by name: a new one is made by its name alone. */
export function payeeOptions(payees: readonly Payee[]): Option[] {
  return payees.map(({ name }) => ({ value: name, label: name }));
}
