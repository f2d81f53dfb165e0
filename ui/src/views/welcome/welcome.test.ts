import { expect, test } from "vitest";
import { colourOf, currencyOptions, groupsToAsk, initials, isSameGroup } from "./welcome";

test.each([
  ["Maria Keller", "MK"],
  ["tom", "T"],
  ["  Ana  de la Cruz ", "AD"],
  ["Ω", "Ω"],
  ["😀 x", "😀X"],
])("initials of %j are %j", (name, expected) => expect(initials(name)).toBe(expected));

test("two different groups are asked for, in order, and any of them can be", () => {
  const seen = new Set<number>();
  for (let a = 0; a < 1; a += 0.05)
    for (let b = 0; b < 1; b += 0.05) {
      const numbers = [a, b];
      const [first, second] = groupsToAsk(9, () => numbers.shift() ?? 0);
      expect(first).toBeLessThan(second);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(second).toBeLessThan(9);
      seen.add(first).add(second);
    }
  expect(seen.size).toBe(9);
});

test.each([
  ["7KQ2", true],
  [" 7kq2 ", true],
  ["7kq-2", true],
  ["7KQ3", false],
  ["", false],
])("%j is 7KQ2: %j", (typed, same) => expect(isSameGroup(typed, "7KQ2")).toBe(same));

test("letters that look like digits are digits", () => expect(isSameGroup("oil9", "0119")).toBe(true));

test("a profile keeps its colour, and it is one of seven", () => {
  const all = Array.from({ length: 50 }, (_, i) => colourOf(`profile ${i}`));
  expect(all.every((colour) => colour >= 1 && colour <= 7)).toBe(true);
  expect(new Set(all).size).toBeGreaterThan(4);
  expect(colourOf("profile 3")).toBe(all[3]);
});

test("currencies stand in the order of their names, and are found by code too", () => {
  expect(currencyOptions(["USD", "EUR"], "en-GB")).toEqual([
    { value: "EUR", label: "Euro", hint: "EUR" },
    { value: "USD", label: "US Dollar", hint: "USD" },
  ]);
});
