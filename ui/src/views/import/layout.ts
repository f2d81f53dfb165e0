/** How the columns of a file are read, and the answers to what it leaves open: pure. */
import type { DateOrder, DecimalMark, Layout, Options, Question, Role, Sample } from "../../ipc";
import { isDay, type Day } from "../../lib/date";
import type { Shown } from "./statement";

export const ROLES: readonly Role[] = [
  "ignore",
  "date",
  "value_date",
  "payee",
  "memo",
  "amount",
  "debit",
  "credit",
  "debit_credit_marker",
  "balance",
  "currency",
  "account",
  "counter_account",
  "category",
  "tags",
  "type",
  "status",
  "bank_id",
];
export const DATE_ORDERS: readonly DateOrder[] = ["dmy", "mdy", "ymd"];
export const DECIMAL_MARKS: readonly DecimalMark[] = ["dot", "comma"];
export const DELIMITERS: readonly string[] = [",", ";", "\t", "|"];

/** Texts may be spread over several columns; everything else stands in one. */
const MANY: readonly Role[] = ["ignore", "payee", "memo", "category"];
/** An amount in one column, or money out and in in two. */
const INSTEAD: Partial<Record<Role, readonly Role[]>> = {
  amount: ["debit", "credit"],
  debit: ["amount"],
  credit: ["amount"],
};

/** The layout with another role for one column; whoever had that role gives it up. */
export function withRole(layout: Layout, index: number, role: Role): Layout {
  const lost = MANY.includes(role) ? [] : [role, ...(INSTEAD[role] ?? [])];
  const columns = layout.columns.map((column, at) => {
    if (at === index) return { ...column, role };
    return lost.includes(column.role) ? { ...column, role: "ignore" as const } : column;
  });
  return { ...layout, columns };
}

/** Options under which the file is cut anew and everything else found again. */
export function recut(layout: Layout, change: Partial<Pick<Layout, "delimiter" | "headerLine">>): Options {
  return { dateOrder: null, flipSign: null, layout: { ...layout, ...change, columns: [] } };
}

/** Options that say what an answer says. */
export function answering({ options, layout }: Shown, kind: Question["kind"], answer: string): Options {
  switch (kind) {
    case "date_order":
      return { ...options, dateOrder: DATE_ORDERS.find((one) => one === answer) ?? null };
    case "sign":
      return { ...options, flipSign: answer === "plus_is_out" };
    case "decimal_mark": {
      const decimalMark = DECIMAL_MARKS.find((one) => one === answer);
      return layout && decimalMark ? { ...options, layout: { ...layout, decimalMark } } : options;
    }
    case "columns":
    case "date_column": {
      const roles = answer.split(",");
      const roleAt = (index: number) => ROLES.find((role) => role === roles[index]) ?? "ignore";
      const columns = layout?.columns.map((column, index) => ({ ...column, role: roleAt(index) }));
      return layout && columns ? { ...options, layout: { ...layout, columns } } : options;
    }
  }
}

/** What the rows on screen are read with, as an answer to the question. */
export function current({ options, layout }: Shown, question: Question): string {
  switch (question.kind) {
    case "date_order":
      return options.dateOrder ?? layout?.dateOrder ?? question.chosen;
    case "sign":
      if (options.flipSign === null || options.flipSign === undefined) return question.chosen;
      return options.flipSign ? "plus_is_out" : "plus_is_in";
    case "decimal_mark":
      return layout?.decimalMark ?? question.chosen;
    case "columns":
    case "date_column":
      return layout?.columns.map(({ role }) => role).join(",") ?? question.chosen;
  }
}

/** The three numbers of a written date, as one order reads them; undefined where that is no day. */
export function readDay(written: string, order: DateOrder): Day | undefined {
  const numbers = /^\D*(\d{1,4})\D+(\d{1,4})\D+(\d{1,4})/.exec(written)?.slice(1);
  if (!numbers) return undefined;
  const at = (part: string) => numbers[order.indexOf(part)] ?? "";
  const year = at("y").length === 2 ? `20${at("y")}` : at("y");
  const day = `${year}-${at("m").padStart(2, "0")}-${at("d").padStart(2, "0")}`;
  return isDay(day) ? day : undefined;
}

/** A date of the file that the orders read differently, with all the readings. */
export function openDate(
  { layout, sample }: Shown,
  orders: readonly string[],
): { written: string; readings: ReadonlyMap<string, Day> } | undefined {
  for (const written of cellsOf(sample, layout, "date")) {
    const readings = new Map<string, Day>();
    for (const order of DATE_ORDERS) {
      const day = orders.includes(order) ? readDay(written, order) : undefined;
      if (day !== undefined) readings.set(order, day);
    }
    if (new Set(readings.values()).size > 1) return { written, readings };
  }
  return undefined;
}

/** An entry with a positive amount: its words, and the amount as written. */
export function openAmount({ layout, sample }: Shown): { text: string; amount: string } | undefined {
  for (const entry of sample) {
    const amount = ["amount", "debit", "credit"]
      .flatMap((role) => cellsOf([entry], layout, role))
      .find((cell) => /[1-9]/.test(cell) && !/[-−(]/.test(cell));
    if (amount === undefined) continue;
    const text = ["payee", "memo"].flatMap((role) => cellsOf([entry], layout, role)).find(Boolean) ?? "";
    return { text, amount };
  }
  return undefined;
}

/** The first entry that has different dates by these roles. */
export function tellingEntry(
  { sample }: Shown,
  readings: readonly (readonly string[])[],
): Sample | undefined {
  return sample.find(({ cells }) => new Set(readings.map((roles) => cells[roles.indexOf("date")])).size > 1);
}

/** An entry, the first if no other, as columns of these roles say it: the day, then words and amounts. */
export function openEntry(
  { sample, layout }: Shown,
  roles: readonly string[],
  entry: Sample | undefined = sample[0],
): { date: string; day: Day | undefined; rest: string[] } | undefined {
  if (!entry) return undefined;
  const cells = (role: string) =>
    entry.cells.flatMap((cell, index) => (roles[index] === role && cell.trim() ? [cell.trim()] : []));
  const [date = ""] = cells("date");
  const rest = ["payee", "memo", "amount", "debit", "credit", "balance"].flatMap(cells);
  return { date, day: readDay(date, layout?.dateOrder ?? "ymd"), rest };
}

function cellsOf(sample: readonly Sample[], layout: Layout | null | undefined, role: string): string[] {
  const places = (layout?.columns ?? []).flatMap((column, index) => (column.role === role ? [index] : []));
  return sample.flatMap(({ cells }) => places.map((place) => cells[place] ?? ""));
}

/** An encoding as people write it: "UTF-8", "Windows-1252". */
export function encodingName(name: string): string {
  return name
    .replace(/^windows/i, "Windows")
    .replace(/^(utf|iso|cp|ibm|mac)/i, (prefix) => prefix.toUpperCase());
}
