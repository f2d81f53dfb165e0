import { expect, test } from "vitest";
import type { Account, Reading } from "../../ipc";
import { setLocale } from "../../lib/i18n";
import { emptyDraft } from "./form";
import { filled, isLine, lineOption } from "./line";

const part = (what: Reading["parts"][number]["what"]) => ({ start: 0, length: 1, what });
const lunch: Reading = {
  amount: { amount: "-12.50", currency: "EUR" },
  direction: "expense",
  date: "2026-03-09",
  payee: "lunch",
  category: "3",
  confidencePermille: 950,
  sure: true,
  account: "2",
  tags: ["work"],
  repeat: { every: 2, unit: "week" },
  problems: [],
  parts: [part("amount"), part("payee"), part("account"), part("tag"), part("date")],
};
const accounts = [{ id: "2", name: "Cash" }] as Account[];

test("a line is offered as it is read", () => {
  setLocale("en-GB");
  expect(isLine(lunch)).toBe(true);
  expect(isLine({ ...lunch, amount: null })).toBe(false);
  expect(isLine({ ...lunch, payee: "" })).toBe(false);
  const { value, label } = lineOption("12,50 lunch", lunch, accounts, "2026-03-10");
  expect(value).toBe("12,50 lunch");
  expect(label).toBe("−€12.50 · lunch · Cash · 9 Mar · every 2 weeks · #work");
});

test("it fills the fields that it names, and no others", () => {
  setLocale("de");
  const draft = emptyDraft("1", "2026-03-10");
  expect(filled(draft, lunch)).toEqual({
    ...draft,
    account: "2",
    date: "2026-03-09",
    payee: "lunch",
    amount: "12,50",
    category: "3",
    tags: ["work"],
  });
  const short = { ...lunch, sure: false, tags: [], parts: [part("amount"), part("payee")] };
  expect(filled(draft, short)).toEqual({ ...draft, payee: "lunch", amount: "12,50" });
  const income = { ...short, amount: { amount: "5.00", currency: "EUR" } };
  expect(filled(draft, income).amount).toBe("+5,00");
});
