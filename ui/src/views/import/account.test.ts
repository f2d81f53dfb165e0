import { expect, test } from "vitest";
import { accountInFile } from "./account";

test.each([
  ["DE89 3704 0044 0532 0130 00", { name: "", iban: "DE89 3704 0044 0532 0130 00" }],
  ["Everyday", { name: "Everyday", iban: "" }],
  [null, { name: "", iban: "" }],
])("a file about %j starts an account", (said, expected) => {
  const preview = { accountInFile: said, currency: null, from: "2026-01-02" };
  expect(accountInFile(preview, "EUR")).toEqual({ ...expected, currency: "EUR", openedOn: "2026-01-02" });
});

test("the file's own currency comes first", () => {
  expect(accountInFile({ accountInFile: null, currency: "CHF", from: null }, "EUR").currency).toBe("CHF");
});
