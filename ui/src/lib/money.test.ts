import { describe, expect, test } from "vitest";
import * as money from "./money";

const NBSP = "\u00a0";

describe("amounts are shown exactly", () => {
  test.each([
    ["12345678901234567.89", "EUR", "en-US", "€12,345,678,901,234,567.89"],
    ["-0.10", "EUR", "en-GB", "−€0.10"],
    ["-1234.5", "EUR", "de-DE", `−1.234,50${NBSP}€`],
    ["1234", "JPY", "en-GB", "JP¥1,234"],
    ["1.234", "KWD", "en-GB", `KWD${NBSP}1.234`],
  ])("%s %s in %s", (amount, currency, locale, shown) => {
    expect(money.formatMoney(amount, currency, locale)).toBe(shown);
  });
});

test.each([
  ["-23.84", "−23.84"],
  ["3300", "+3,300.00"],
  ["0.00", "0.00"],
])("%s in a column has its sign and the currency's digits", (amount, shown) => {
  expect(money.formatSigned(amount, "EUR", "en-GB")).toBe(shown);
});

test("a balance has no plus, a change has", () => {
  expect(money.formatPlain("3904.62", "EUR", "de-DE")).toBe("3.904,62");
  expect(money.formatChange("112", "EUR", "en-GB")).toBe("+€112.00");
});

test("axes are short, ratios are percent", () => {
  expect(money.formatCompact("-1234", "EUR", "en-GB")).toBe("−€1.2k");
  expect(money.formatPercentPoints("36.0", "en-GB")).toBe("36.0%");
  expect(money.formatWhole("2184.36", "EUR", "en-GB")).toBe("€2,184");
});

test.each([
  ["0.00", 0],
  ["-0.00", 0],
  ["-0.01", -1],
  ["10", 1],
])("the sign of %s is %i", (amount, sign) => expect(money.signOf(amount)).toBe(sign));

test.each([
  ["-1500.50", "de-DE", "-1500,50"],
  ["1500.50", "en-GB", "1500.50"],
  ["", "de-DE", ""],
])("%j is typed in %s as %j", (amount, tag, typed) => expect(money.typedNumber(amount, tag)).toBe(typed));
