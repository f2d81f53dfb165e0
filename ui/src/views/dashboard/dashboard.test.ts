import { expect, test } from "vitest";
import type { CategoryTotal, DayPoint } from "../../ipc";
import { barColours, drawable, hasDays, lastMonth, lines, reportDays, slices } from "./dashboard";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const total = (category: string | null, amount: string): CategoryTotal => ({
  category,
  kind: "expense",
  amount: eur(amount),
  share: "50.0",
  previous: eur("0.00"),
  count: 1,
  children: [],
});
const point = (day: string, spent: string): DayPoint => ({ day, spent: eur(spent) });

test("all of time has ends on the wire", () => {
  expect(reportDays({ kind: "all" })).toEqual({ from: "1900-01-01", to: "2200-12-31" });
  expect(reportDays({ kind: "month", month: "2026-02" })).toEqual({ from: "2026-02-01", to: "2026-02-28" });
});

test.each([
  [{ kind: "month", month: "2026-02" }, "2026-02"],
  [{ kind: "year", year: 2025 }, "2025-12"],
  [{ kind: "year", year: 2026 }, "2026-03"],
  [{ kind: "all" }, "2026-03"],
] as const)("the bars of %o end with %s", (period, month) => {
  expect(lastMonth(period, "2026-03-10")).toBe(month);
});

test("a line day by day is for a month or a quarter, not for a year", () => {
  expect(hasDays({ kind: "month", month: "2026-02" })).toBe(true);
  expect(hasDays({ kind: "quarter", year: 2026, quarter: 1 })).toBe(true);
  expect(hasDays({ kind: "year", year: 2026 })).toBe(false);
  expect(hasDays({ kind: "all" })).toBe(false);
});

test("each slice leads to its rows, and rows without a category have one too", () => {
  const food = {
    id: "3",
    parent: null,
    kind: "expense",
    name: "Food",
    key: "food",
    colour: 1,
    transactions: 1,
    used: true,
  } as const;
  const all = slices([total("3", "5.00"), total(null, "-2.00")], new Map([["3", food]]));
  expect(all.map(({ label, colour, params }) => [label, colour, params])).toEqual([
    ["Food", "--c1", { category: "3" }],
    ["No category", "--line-strong", { category: "none" }],
  ]);
  expect(drawable(all).map(({ label }) => label)).toEqual(["Food"]);
});

test("the shorter line stops; it does not fall to zero", () => {
  const drawn = lines(
    [point("2026-03-01", "1.00")],
    [point("2026-02-01", "2.00"), point("2026-02-02", "3.00")],
  );
  expect(drawn).toEqual({ current: ["1.00", null], previous: ["2.00", "3.00"], days: 2 });
});

test("only the month looked at is coloured", () => {
  const totals = { income: eur("0"), expenses: eur("0"), savings: eur("0"), savingsRate: null };
  const months = ["2026-01", "2026-02"].map((month) => ({ month, totals }));
  expect(barColours(months, "2026-02", "strong", "quiet")).toEqual(["quiet", "strong"]);
});
