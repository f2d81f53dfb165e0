import { expect, test } from "vitest";
import type { RuleDraft } from "../../ipc";
import { setLocale } from "../../lib/i18n";
import {
  editable,
  emptyAction,
  emptyCondition,
  emptyRule,
  isComplete,
  nameFor,
  reordered,
  ruleCodes,
  ruleFor,
  ruleSentence,
  sectionOf,
  withSubject,
  type Names,
} from "./rule";

const names: Names = {
  category: (id) => ({ "1": "Food", "2": "Rent" })[id] ?? "?",
  account: (id) => (id === "7" ? "Purse" : "?"),
};

const big: RuleDraft = {
  ...emptyRule(),
  conditions: [
    { ...emptyCondition(), value: "LIDL" },
    { ...emptyCondition("amount"), value: "-50.5" },
  ],
  actions: [{ ...emptyAction(), value: "1" }],
};

test("a rule is a sentence that a person reads", () => {
  expect(ruleSentence(big, names, "en-GB")).toBe(
    "When payee contains “LIDL” and amount is under −50.5, set category Food.",
  );
  const part = (category: string, share: string) => ({ category, share, note: "" });
  const other: RuleDraft = {
    ...big,
    matching: "any",
    conditions: [
      { subject: "date", test: "between", value: "2026-03-01", to: "2026-03-31" },
      { subject: "account", test: "is", value: "7", to: "" },
      { subject: "text", test: "regex", value: "^a|b", to: "" },
    ],
    actions: [
      { ...emptyAction("split"), parts: [part("2", "90%"), part("", "")] },
      { ...emptyAction("tags"), tags: ["flat", "home"] },
      emptyAction("reviewed"),
    ],
  };
  expect(ruleSentence(other, names, "en-GB")).toBe(
    "When date is between 01/03/2026 and 31/03/2026, account is Purse or bank’s text matches the pattern “^a|b”, " +
      "split it: 90% Rent, the rest no category, add tags #flat #home and mark as reviewed.",
  );
  setLocale("de");
  expect(ruleSentence(editable(big, "de"), names, "de")).toBe(
    "Wenn gilt: Empfänger enthält “LIDL” und Betrag liegt unter −50,5 – dann setze Kategorie Food.",
  );
});

test("what is missing is shown as missing", () => {
  expect(ruleSentence(emptyRule(), names, "en-GB")).toBe("When payee contains …, set category ….");
  expect(isComplete(emptyRule())).toBe(false);
  expect(isComplete(big)).toBe(true);
  const between = { ...emptyCondition("amount"), test: "between" as const, value: "1" };
  expect(isComplete({ ...big, conditions: [between] })).toBe(false);
  expect(isComplete({ ...big, actions: [emptyAction("split")] })).toBe(false);
  expect(isComplete({ ...big, actions: [emptyAction("reviewed")] })).toBe(true);
});

test("another subject keeps what makes sense", () => {
  const lidl = { ...emptyCondition(), test: "is" as const, value: "LIDL" };
  expect(withSubject(lidl, "text")).toMatchObject({ subject: "text", test: "is", value: "LIDL" });
  expect(withSubject(lidl, "amount")).toMatchObject({ subject: "amount", test: "is", value: "" });
  expect(withSubject(emptyCondition(), "date")).toMatchObject({ test: "from" });
});

test("problems stand at their condition and action", () => {
  const codes = ruleCodes({
    kind: "invalid",
    problems: [
      { field: "name", code: "required" },
      { field: "condition", code: "badPattern", at: 1 },
      { field: "action", code: "required" },
    ],
  });
  expect(codes.name).toEqual(["required"]);
  expect(codes.condition.get(1)).toEqual(["badPattern"]);
  expect(codes.action.get(-1)).toEqual(["required"]);
});

test("a rule has a name of its own making", () => {
  expect(nameFor(big, names)).toBe("LIDL → Food");
  expect(nameFor(emptyRule(), names)).toBe("");
  expect(ruleFor("Lidl", "1")).toMatchObject({ name: "Lidl", actions: [{ verb: "category", value: "1" }] });
});

test("a list is reordered", () => {
  expect(reordered(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(reordered(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(sectionOf("payees")).toBe("payees");
  expect(sectionOf(undefined)).toBe("rules");
});
