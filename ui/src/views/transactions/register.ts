/** The register as its URL asks for it: which rows, in which order, in which columns. Pure. */
import type { Column } from "../../components/VirtualTable.svelte";
import type { CategoryChoice, Direction, Filter, Row, Sort, SortColumn } from "../../ipc";
import type { Day } from "../../lib/date";
import { t } from "../../lib/i18n";
import type { Shortcut } from "../../lib/keys";
import { daysOf, periodOf, type Period } from "../../lib/period";
import { href, type Params } from "../../router";

export type RegisterParams = Params<"transactions">;

/** How the URL names rows without a category. */
export const NO_CATEGORY = "none";

const NEWEST_FIRST: Sort = { column: "date", descending: true };
const SORT_COLUMNS: readonly SortColumn[] = ["date", "payee", "category", "amount"];

/** What its cells answer to besides the keys of a grid, to be told of. */
export const TABLE_KEYS: readonly Shortcut[] = [
  { keys: "Enter", label: "shortcuts.editCell" },
  { keys: "Tab", label: "shortcuts.nextCell" },
  { keys: "Space", label: "shortcuts.select" },
];

/** Columns whose cells are edited in place. */
const EDITABLE = ["date", "payee", "category", "memo", "account", "amount"] as const;
export type Editable = (typeof EDITABLE)[number];

/** Whether this cell is edited in place: a transfer has no category, and what is split is edited as a whole. */
export function isEditable(column: string, row: Row): column is Editable {
  if (column === "category") return row.transfer === null && row.splits.length === 1;
  if (column === "amount") return row.splits.length === 1;
  return EDITABLE.some((one) => one === column);
}

/** The next cell of the row that is edited in place, forward or back. */
export function nextEditable(
  shown: readonly Column[],
  from: string,
  step: 1 | -1,
  row: Row,
): Editable | undefined {
  const ids = shown.map((one) => one.id);
  for (let at = ids.indexOf(from) + step; at >= 0 && at < ids.length; at += step) {
    const id = ids[at] ?? "";
    if (isEditable(id, row)) return id;
  }
  return undefined;
}

/** The rows that a URL means. */
export function filterOf(params: RegisterParams, period: Period): Filter {
  return {
    period: daysOf(period),
    account: params.account ?? null,
    category: categoryOf(params.category),
    payee: params.payee ?? null,
    import: params.import ?? null,
    tag: params.tag ?? null,
    withoutTag: params.withoutTag ?? null,
    text: params.text ?? "",
    direction: directionOf(params.direction),
    amountMin: amountOf(params.min),
    amountMax: amountOf(params.max),
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

/** A plain decimal, as the URL and the wire write it. */
function amountOf(text: string | undefined): string | null {
  return text !== undefined && /^\d{1,12}(\.\d{1,4})?$/.test(text) ? text : null;
}

/** The URL's filters for the rows that the backend means: the way back from `filterOf`. */
export function paramsOf(filter: Filter): RegisterParams {
  const { account, category, payee, direction, amountMin, amountMax, transfers } = filter;
  return {
    ...(account && { account }),
    ...(category && { category: category.kind === "category" ? category.id : NO_CATEGORY }),
    ...(payee && { payee }),
    ...(filter.import && { import: filter.import }),
    ...(filter.tag && { tag: filter.tag }),
    ...(filter.withoutTag && { withoutTag: filter.withoutTag }),
    ...(direction && { direction }),
    ...(amountMin && { min: amountMin }),
    ...(amountMax && { max: amountMax }),
    ...(transfers && transfers !== "include" && { transfers }),
    ...(filter.review && { review: "1" }),
    ...(filter.text && { text: filter.text }),
  };
}

/** The register's URL for the rows of a filter; without a period of its own all of time. */
export function rowsHref(filter: Filter): string {
  const period: Period = filter.period ? periodOf(filter.period) : { kind: "all" };
  return href("transactions", period, paramsOf(filter));
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
  /** Letters of the longest amount, as the wire writes it. */
  longest: number;
}

/** Letters of the longest amount or balance among rows. */
export function longestAmount(rows: readonly Row[]): number {
  return Math.max(
    0,
    ...rows.flatMap(({ amount, balance }) => [amount, balance ?? amount].map((one) => one.amount.length)),
  );
}

/** Least room for payee and category, in rem, beside which another column may stand. */
const ROOM_FOR = { memo: 32, account: 24, balance: 20, status: 18 };

/** Columns with widths; when room gets scarce memo, account, balance, and status go, in this order. */
export function columns({ width, oneAccount, balance, thisYear, longest }: Shape): Column[] {
  // With what stands between thousands, and the room around it.
  const forAmounts = longest * 0.62 + 1.9;
  const before: Column[] = [
    { id: "select", label: "", width: "3.125rem" },
    { id: "date", label: t("register.date"), width: thisYear ? "4.75rem" : "7.75rem", sortable: true },
  ];
  const amount: Column = {
    id: "amount",
    label: t("register.amount"),
    width: `${Math.max(7.5, forAmounts)}rem`,
    align: "end",
    sortable: true,
  };
  const status: Column = { id: "status", label: "", width: "4.875rem", align: "end" };
  const extra: Column | undefined = balance
    ? { id: "balance", label: t("register.balance"), width: `${Math.max(7.25, forAmounts)}rem`, align: "end" }
    : oneAccount
      ? undefined
      : { id: "account", label: t("register.account"), width: "7.5rem" };

  let room = width - [...before, amount].reduce((sum, one) => sum + rems(one), 0);
  const fits = (column: Column | undefined, least: number): column is Column => {
    if (!column || room - rems(column) < least) return false;
    room -= rems(column);
    return true;
  };
  const withStatus = fits(status, ROOM_FOR.status);
  const withExtra = fits(extra, balance ? ROOM_FOR.balance : ROOM_FOR.account);
  const withMemo = room >= ROOM_FOR.memo;
  const category = Math.min(20, Math.max(0, room) * (withMemo ? 0.44 : 0.56));

  return [
    ...before,
    {
      id: "payee",
      label: t("register.payee"),
      sortable: true,
      ...(withMemo && { width: `${Math.min(18, room * 0.3)}rem` }),
    },
    { id: "category", label: t("register.category"), width: `${category}rem`, sortable: true },
    ...(withMemo ? [{ id: "memo", label: t("register.memo") }] : []),
    ...(withExtra && extra?.id === "account" ? [extra] : []),
    amount,
    ...(withExtra && extra?.id === "balance" ? [extra] : []),
    ...(withStatus ? [status] : []),
  ];
}

function rems({ width }: Column): number {
  return Number.parseFloat(width ?? "0");
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
