import { expect, test } from "vitest";
import type { Preview, StatementPreview, Target } from "../../ipc";
import { accountInFile, allTotals, restName, shown } from "./statement";

test.each([
  ["DE89 3704 0044 0532 0130 00", { name: "Giro 3000", iban: "DE89370400440532013000" }],
  ["0012345678", { name: "Giro 5678", iban: "0012345678" }],
  ["...4471", { name: "Giro 4471", iban: "...4471" }],
  ["Everyday", { name: "Everyday", iban: "" }],
  [null, { name: "Giro", iban: "" }],
])("a file about %j makes an account", (said, expected) => {
  const statement = {
    accountInFile: said,
    numberInFile: null,
    currency: null,
    from: "2026-01-02",
    opening: { amount: "7.50", currency: "EUR" },
  };
  expect(accountInFile(statement, "EUR", "Giro")).toEqual({
    kind: "checking",
    openingBalance: "7.50",
    currency: "EUR",
    openedOn: "2026-01-02",
    ...expected,
  });
});

test("a file that names its account and says its IBAN makes one with both", () => {
  const iban = "DE89370400440532013000";
  const statement = { accountInFile: "Giro", numberInFile: iban, currency: null, from: null, opening: null };
  expect(accountInFile(statement, "EUR", "Usual")).toMatchObject({ name: "Giro", iban });
});

test("the file's own currency comes first", () => {
  const statement = {
    accountInFile: null,
    numberInFile: null,
    currency: "CHF",
    from: null,
    opening: null,
  };
  expect(accountInFile(statement, "EUR", "Giro").currency).toBe("CHF");
});

test("what is left out counts nothing", () => {
  const statement = (target: Target, add: number) =>
    ({ target, unasked: { add, join: 0, link: 0, skip: 1 } }) as StatementPreview;
  const preview = {
    fileName: "a.ofx",
    statements: [
      statement({ kind: "into", account: "7" }, 5),
      statement({ kind: "leaveOut" }, 9),
      statement({ kind: "guess" }, 2),
    ],
  } as Preview;
  const decisions = new Map([[2, new Map([[0, { action: "skip", unasked: "add" } as const]])]]);
  expect(allTotals(preview, decisions)).toEqual({ add: 6, join: 0, link: 0, skip: 3 });
  expect([0, 1, 2, 3].map((at) => shown(preview, at)?.account)).toEqual(["7", null, null, undefined]);
});

test.each([
  ["march.2026.csv", "march.2026 (not read).csv"],
  ["bank.XLSX", "bank (not read).csv"],
  [".hidden", ".hidden (not read)"],
])("what %s leaves is saved as %s", (file, saved) => expect(restName(file, "not read")).toBe(saved));
