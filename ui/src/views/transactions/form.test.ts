import { expect, test } from "vitest";
import type { Row } from "../../ipc";
import { draftOf, emptyDraft, nextDraft, split, typedAmount } from "./form";

test.each([
  ["-12.50", false, "en-GB", "12.50"],
  ["-1234.50", false, "de-DE", "1234,50"],
  ["12.50", true, "en-GB", "12.50"],
  ["3.00", false, "en-GB", "+3.00"],
  ["-3.00", true, "de-DE", "-3,00"],
  ["-1200", false, "ja-JP", "1200"],
])("%s as income %j in %s is typed %s", (amount, income, tag, typed) => {
  expect(typedAmount(amount, income, tag)).toBe(typed);
});

const eur = (amount: string) => ({ amount, currency: "EUR" });
const row: Row = {
  id: "1",
  date: "2026-10-31",
  account: "2",
  payee: { id: "3", name: "Lidl" },
  rawPayee: null,
  memo: "weekly",
  amount: eur("-20.00"),
  balance: null,
  status: "pending",
  splits: [{ category: "4", amount: eur("-20.00"), note: "for two" }],
  tags: ["home"],
  transfer: null,
  suggestion: null,
  importId: null,
};

test("a transaction of one part shows its category", () => {
  expect(draftOf(row, "en-GB")).toEqual({
    account: "2",
    date: "2026-10-31",
    payee: "Lidl",
    memo: "weekly",
    amount: "20.00",
    direction: "expense",
    category: "4",
    note: "for two",
    splits: [],
    tags: ["home"],
  });
});

test("one of several parts shows them, a part that goes the other way with its sign", () => {
  const parts = [
    { category: "4", amount: eur("-25.00"), note: "" },
    { category: null, amount: eur("5.00"), note: "deposit" },
  ];
  const draft = draftOf({ ...row, splits: parts }, "en-GB");
  expect(draft.category).toBe("");
  expect(draft.splits).toEqual([
    { category: "4", amount: "25.00", note: "" },
    { category: "", amount: "+5.00", note: "deposit" },
  ]);
});

test("the next one is at the same place on the same day; splitting keeps what is there", () => {
  const draft = { ...draftOf(row, "en-GB"), direction: "income" as const };
  expect(nextDraft(draft)).toEqual({ ...emptyDraft("2", "2026-10-31"), direction: "income" });
  expect(split(draft)).toEqual([
    { category: "4", amount: "20.00", note: "for two" },
    { category: "", amount: "", note: "" },
  ]);
});
