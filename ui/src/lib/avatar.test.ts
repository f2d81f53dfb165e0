import { expect, test } from "vitest";
import { colourOf, initials } from "./avatar";

test.each([
  ["Maria Keller", "MK"],
  ["tom", "T"],
  ["  Ana  de la Cruz ", "AD"],
  ["Ω", "Ω"],
  ["😀 x", "😀X"],
])("initials of %j are %j", (name, expected) => expect(initials(name)).toBe(expected));

test("a profile keeps its colour, and it is one of seven", () => {
  const all = Array.from({ length: 50 }, (_, i) => colourOf(`profile ${i}`));
  expect(all.every((colour) => colour >= 1 && colour <= 7)).toBe(true);
  expect(new Set(all).size).toBeGreaterThan(4);
  expect(colourOf("profile 3")).toBe(all[3]);
});
