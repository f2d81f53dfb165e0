import { expect, test } from "vitest";
import { currencyOptions, groupsToAsk, isSameGroup } from "./welcome";

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

test("currencies stand in the order of their names, and are found by code too", () => {
  expect(currencyOptions(["USD", "EUR"], "en-GB")).toEqual([
    { value: "EUR", label: "Euro", hint: "EUR" },
    { value: "USD", label: "US Dollar", hint: "USD" },
  ]);
});
