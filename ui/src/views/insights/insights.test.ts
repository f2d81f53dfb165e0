import { expect, test } from "vitest";
import type { Category, Fact, Filter, Insight, Money, PayeePart, RecurringPart } from "../../ipc";
import { setLocale } from "../../lib/i18n";
import { headlines, KINDS, tell, type Kind } from "./told";

const eur = (amount: string): Money => ({ amount, currency: "EUR" });
const rows = (payee: string): Filter => ({
  period: { from: "2026-03-01", to: "2026-03-31" },
  payee,
  transfers: "exclude",
});
const payee: PayeePart = { id: "4", name: "Lidl", amount: eur("260.00"), rows: rows("4") };
const charge: RecurringPart = {
  id: "5",
  name: "Netflix",
  rhythm: "monthly",
  amount: eur("15.99"),
  next: "2026-04-05",
  rows: rows("5"),
};
const moved = { amount: eur("300.00"), previous: eur("200.00"), change: eur("100.00") };

const FACTS: { [K in Kind]: Extract<Fact, { kind: K }> } = {
  spending: { kind: "spending", ...moved, percent: "50.0" },
  savingsRate: {
    kind: "savingsRate",
    rate: "36.0",
    previous: null,
    average: "30.5",
    months: [{ month: "2026-03", rate: "36.0" }],
  },
  payday: {
    kind: "payday",
    payee,
    day: "2026-04-28",
    days: 13,
    balance: eur("900.00"),
    due: eur("72.50"),
    lowest: eur("827.50"),
    charges: [{ name: charge.name, day: charge.next, amount: charge.amount, rows: charge.rows }],
  },
  unusualAmount: { kind: "unusualAmount", payee, day: "2026-03-19", usual: eur("51.00"), times: 112 },
  priceRise: { kind: "priceRise", charge, before: eur("12.99"), day: "2026-03-05", perYear: eur("36.00") },
  newCharge: { kind: "newCharge", charge, since: "2026-01-12", perYear: eur("191.88") },
  goneCharge: { kind: "goneCharge", charge, last: "2026-01-20", perYear: eur("191.88") },
  categoryMoved: {
    kind: "categoryMoved",
    category: "3",
    ...moved,
    change: eur("-100.00"),
    payees: [{ ...moved, id: "4", name: "Lidl", rows: rows("4") }],
  },
  severalServices: {
    kind: "severalServices",
    category: "3",
    perMonth: eur("34.97"),
    perYear: eur("419.64"),
    charges: [charge, charge, charge],
  },
  aboveUsual: {
    kind: "aboveUsual",
    category: "3",
    amount: eur("300.00"),
    usual: eur("210.00"),
    over: eur("90.00"),
  },
  fees: { kind: "fees", category: "3", amount: eur("58.80") },
  often: { kind: "often", payee, times: 10, half: eur("130.00") },
  yearlyCost: { kind: "yearlyCost", charge, perYear: eur("191.88") },
  recurring: { kind: "recurring", perMonth: eur("15.99"), perYear: eur("191.88"), charges: [charge] },
  topCategories: {
    kind: "topCategories",
    categories: [{ category: "3", amount: eur("300.00"), share: "42.0", rows: rows("4") }],
  },
  topPayees: { kind: "topPayees", payees: [payee] },
};

const food: Category = {
  id: "3",
  parent: null,
  kind: "expense",
  name: "Food",
  key: "food",
  colour: 1,
  transactions: 1,
  used: true,
};
const march = { from: "2026-03-01", to: "2026-03-31" };
const february = { from: "2026-02-01", to: "2026-02-28" };
const context = {
  insights: { period: march, stretch: march, previous: february },
  byId: new Map([["3", food]]),
  today: "2026-04-15",
};
const insightOf = (kind: Kind): Insight => ({ about: `${kind}:1`, fact: FACTS[kind], rows: rows("9") });
const kinds = Object.keys(KINDS) as Kind[];

test.each([
  ["en-GB", "severalServices", "3 services for Food: €34.97 a month. Do you use them all?"],
  ["en-GB", "unusualAmount", "€260.00 at Lidl on 19 Mar is unusually much."],
  ["en-GB", "categoryMoved", "Food came to €300.00, €100.00 less than before."],
  ["de", "severalServices", "3 Dienste für Essen: 34,97 € im Monat. Nutzt du alle?"],
  ["de", "priceRise", "Netflix kostet seit 5. März 15,99 € im Monat; vorher waren es 12,99 €."],
] as const)("%s: %s is a sentence", (language, kind, expected) => {
  setLocale(language);
  expect(tell(insightOf(kind), context).text.replaceAll("\u00a0", " ")).toBe(expected);
});

test.each(kinds)("%s leads to its rows, with every figure of its own", (kind) => {
  setLocale("en");
  const told = tell(insightOf(kind), context);
  expect(told.href).toBe("#/transactions?period=2026-03&payee=9&transfers=exclude");
  for (const href of [told.detailHref, ...(told.trend ?? []).map((month) => month.href)]) {
    if (href !== undefined) expect(href).toMatch(/^#\/transactions\?/);
  }
  for (const { href, value } of told.parts) {
    expect(href).toMatch(/^#\/transactions\?period=2026-03&payee=[45]&/);
    expect(value).not.toBe("");
  }
  expect(`${told.text} ${told.detail ?? ""}`).not.toMatch(/undefined|\{|\}|  /);
});

test("what a period is held against, and a trend's months, lead to their own rows", () => {
  expect(tell(insightOf("spending"), context).detailHref).toContain("period=2026-02&");
  expect(tell(insightOf("unusualAmount"), context).detailHref).toContain("period=all&payee=4");
  expect(tell(insightOf("savingsRate"), context).trend?.[0]?.href).toContain("period=2026-03&");
});

test("the dashboard shows news before tips, and no list", () => {
  const all = kinds.map(insightOf);
  const shown = headlines(all, 7).map(({ fact }) => KINDS[fact.kind].group);
  expect(shown).toEqual(["news", "news", "news", "news", "news", "tips", "tips"]);
});
