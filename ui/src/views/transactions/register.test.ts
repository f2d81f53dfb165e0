import { expect, test } from "vitest";
import type { Row } from "../../ipc";
import {
  columns,
  filterOf,
  isFiltered,
  isOpen,
  isThisYear,
  longestAmount,
  paramsOf,
  printSort,
  rowsHref,
  sortedBy,
  sortOf,
} from "./register";

const october = { kind: "month", month: "2026-10" } as const;

test("a URL without filters means every row of the period", () => {
  expect(filterOf({}, october)).toEqual({
    period: { from: "2026-10-01", to: "2026-10-31" },
    account: null,
    category: null,
    payee: null,
    import: null,
    tag: null,
    withoutTag: null,
    text: "",
    direction: null,
    amountMin: null,
    amountMax: null,
    review: false,
    transfers: "include",
  });
});

test.each([
  [{ category: "none" }, { category: { kind: "uncategorised" } }],
  [{ category: "12" }, { category: { kind: "category", id: "12" } }],
  [{ direction: "income" }, { direction: "income" }],
  [{ direction: "sideways" }, { direction: null }],
  [
    { min: "12.50", max: "1e3" },
    { amountMin: "12.50", amountMax: null },
  ],
  [{ review: "1" }, { review: true }],
  [{ transfers: "only" }, { transfers: "only" }],
  [{ transfers: "perhaps" }, { transfers: "include" }],
  [
    { text: "café", account: "3", payee: "4", import: "5" },
    { text: "café", account: "3", payee: "4", import: "5" },
  ],
])("%o is read as %o", (params, part) => expect(filterOf(params, { kind: "all" })).toMatchObject(part));

test("the rows of a filter have a URL that is read as the same filter", () => {
  const filter = filterOf(
    { category: "12", payee: "4", direction: "expense", min: "9.99", max: "12", transfers: "exclude" },
    october,
  );
  expect(rowsHref(filter)).toBe(
    "#/transactions?period=2026-10&category=12&payee=4&direction=expense&min=9.99&max=12&transfers=exclude",
  );
  expect(filterOf(paramsOf(filter), october)).toEqual(filter);
  const all = filterOf({ category: "none", review: "1", text: "a" }, { kind: "all" });
  expect(filterOf(paramsOf(all), { kind: "all" })).toEqual(all);
});

test("an order that is written is read again, and anything else is the newest first", () => {
  for (const column of ["date", "payee", "category", "amount"] as const)
    for (const descending of [true, false]) {
      const sort = { column, descending };
      expect(sortOf(printSort(sort))).toEqual(sort);
    }
  expect(sortOf("colour")).toEqual({ column: "date", descending: true });
});

test("the same heading twice turns the order round", () => {
  const byAmount = sortedBy(sortOf(undefined), "amount");
  expect(byAmount).toEqual({ column: "amount", descending: false });
  expect(sortedBy(byAmount, "amount")).toEqual({ column: "amount", descending: true });
  expect(sortedBy(byAmount, "memo")).toEqual(byAmount);
});

test("an order is no filter", () => {
  expect(isFiltered({ sort: "amount" })).toBe(false);
  expect(isFiltered({ sort: "amount", text: "x" })).toBe(true);
  expect(isFiltered({ text: "" })).toBe(false);
});

test.each([
  [86, false, ["select", "date", "payee", "category", "memo", "account", "amount", "status"]],
  [65, true, ["select", "date", "payee", "category", "memo", "amount", "balance", "status"]],
  [56, false, ["select", "date", "payee", "category", "account", "amount", "status"]],
  [44, false, ["select", "date", "payee", "category", "amount", "status"]],
  [48, true, ["select", "date", "payee", "category", "amount", "balance", "status"]],
  [36, true, ["select", "date", "payee", "category", "amount"]],
  [28, true, ["select", "date", "payee", "category", "amount"]],
])("a table of %d rem shows the columns that matter most", (width, oneAccount, ids) => {
  const shown = columns({ width, oneAccount, balance: oneAccount, thisYear: true, longest: 9 });
  expect(shown.map((one) => one.id)).toEqual(ids);
  const taken = shown.reduce((sum, one) => sum + Number.parseFloat(one.width ?? "0"), 0);
  expect(taken).toBeLessThan(width);
});

test("the longest amount there is has its room", () => {
  const amountRoom = (amount: string) => {
    const rows = [{ amount: { amount, currency: "EUR" }, balance: null }] as unknown as Row[];
    const shape = { width: 60, oneAccount: false, balance: false, thisYear: true };
    const all = columns({ ...shape, longest: longestAmount(rows) });
    return Number.parseFloat(all.find((one) => one.id === "amount")?.width ?? "");
  };
  expect(amountRoom("-12.50")).toBe(7.5);
  expect(amountRoom("-9999999999.99")).toBeGreaterThan(9);
});

test("only a period within the year needs no years", () => {
  expect(isThisYear(october, "2026-11-21")).toBe(true);
  expect(isThisYear(october, "2027-01-01")).toBe(false);
  expect(isThisYear({ kind: "all" }, "2026-11-21")).toBe(false);
});

test("a suggestion is open until it is decided, and never of a transfer", () => {
  const row = (state: string, transfer: Row["transfer"] = null) =>
    ({ suggestion: { state }, transfer }) as unknown as Row;
  expect(isOpen(row("open"))).toBe(true);
  expect(isOpen(row("applied"))).toBe(false);
  expect(isOpen(row("open", { transaction: "1", account: "2" }))).toBe(false);
});
