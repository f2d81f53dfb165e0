/** The register as its URL asks for it: which rows, in which order, in which columns. Pure. */
import type { Column } from "../../components/VirtualTable.svelte";
import type { CategoryChoice, Direction, Filter, Row, Sort, SortColumn } from "../../ipc";
import type { Day } from "../../lib/date";
import { t } from "../../lib/i18n";
import { daysOf, type Period } from "../../lib/period";
import type { Params } from "../../router";

export type RegisterParams = Params<"transactions">;

/** How the URL names rows without a category. */
export const NO_CATEGORY = "none";

const NEWEST_FIRST: Sort = { column: "date", descending: true };
const SORT_COLUMNS: readonly SortColumn[] = ["date", "payee", "category", "amount"];

/** The rows that a URL means. */
export function filterOf(params: RegisterParams, period: Period): Filter {
  return {
    period: daysOf(period),
    account: params.account ?? null,
    category: categoryOf(params.category),
    payee: params.payee ?? null,
    import: params.import ?? null,
    text: params.text ?? "",
    direction: directionOf(params.direction),
    review: params.review !== undefined,
    transfers: params.transfers === "only" || params.transfers === "exclude" ? params.transfers : "include",
  };
}

/** Every transaction there is. */
export const EVERYTHING: Filter = filterOf({}, { kind: "all" });

function categoryOf(text: string | undefined): CategoryChoice | null {
  if (text === undefined) return null;
  return text === NO_CATEGORY ? { kind: "uncategorised" } : { kind: "category", id: text };
}

function directionOf(text: string | undefined): Direction | null {
  return text === "expense" || text === "income" ? text : null;
}

/** "amount", or "-amount" for the largest first; anything else is the newest first. */
export function sortOf(text: string | undefined): Sort {
  const descending = text?.startsWith("-") ?? false;
  const column = SORT_COLUMNS.find((one) => one === text?.replace("-", ""));
  return column ? { column, descending } : NEWEST_FIRST;
}

/** For the URL; undefined for the usual order. */
export function printSort({ column, descending }: Sort): string | undefined {
  if (column === NEWEST_FIRST.column && descending === NEWEST_FIRST.descending) return undefined;
  return descending ? `-${column}` : column;
}

/** After a press on a heading: the other way round, or that column, dates and amounts from their interesting end. */
export function sortedBy(sort: Sort, column: string): Sort {
  const found = SORT_COLUMNS.find((one) => one === column);
  if (!found) return sort;
  if (found === sort.column) return { column: found, descending: !sort.descending };
  return { column: found, descending: found === "date" };
}

/** Whether anything but the period limits the rows. */
export function isFiltered(params: RegisterParams): boolean {
  return Object.entries(params).some(([name, value]) => name !== "sort" && value !== "");
}

/** What decides the columns; `width` of the table in rem. */
export interface Shape {
  width: number;
  oneAccount: boolean;
  /** Rows carry the account's balance. */
  balance: boolean;
  /** All days are of this year, so that they need no year. */
  thisYear: boolean;
}

/** Least room for payee, category and memo, in rem, at which the memo has a column. */
const MEMO_FROM = 32;

/** Columns with widths; when room gets scarce memo, balance or account, and status go, in this order. */
export function columns({ width, oneAccount, balance, thisYear }: Shape): Column[] {
  const fixed: Column[] = [
    { id: "select", label: "", width: "3.125rem" },
    { id: "date", label: t("register.date"), width: thisYear ? "4.75rem" : "7rem", sortable: true },
  ];
  const after: Column[] = [];
  if (!oneAccount && width >= 42)
    after.push({ id: "account", label: t("register.account"), width: "7.5rem" });
  after.push({ id: "amount", label: t("register.amount"), width: "7.5rem", align: "end", sortable: true });
  if (balance && width >= 42)
    after.push({ id: "balance", label: t("register.balance"), width: "7.25rem", align: "end" });
  if (width >= 30) after.push({ id: "status", label: "", width: "4.875rem", align: "end" });

  const taken = [...fixed, ...after].reduce((sum, one) => sum + Number.parseFloat(one.width ?? "0"), 0);
  const room = Math.max(0, width - taken);
  const withMemo = room >= MEMO_FROM;
  const category = Math.min(20, room * (withMemo ? 0.44 : 0.56));
  const text: Column[] = [
    {
      id: "payee",
      label: t("register.payee"),
      sortable: true,
      ...(withMemo && { width: `${Math.min(18, room * 0.3)}rem` }),
    },
    { id: "category", label: t("register.category"), width: `${category}rem`, sortable: true },
  ];
  if (withMemo) text.push({ id: "memo", label: t("register.memo") });
  return [...fixed, ...text, ...after];
}

/** Whether every day of a period, and so every row, is in the year of `today`. */
export function isThisYear(period: Period, today: Day): boolean {
  const days = daysOf(period);
  const year = today.slice(0, 4);
  return days !== null && days.from.startsWith(year) && days.to.startsWith(year);
}

/** Whether the classifier proposes something that nobody has decided on. */
export function isOpen({ suggestion, transfer }: Row): boolean {
  return transfer === null && suggestion !== null && suggestion.state === "open";
}

/** The category of a row that is not split. */
export function categoryIdOf({ splits }: Row): string | null {
  return splits.length === 1 ? (splits[0]?.category ?? null) : null;
}
