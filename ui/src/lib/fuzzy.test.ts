import { expect, test } from "vitest";
import { score, search } from "./fuzzy";

const CATEGORIES = [
  "Restaurants",
  "Groceries",
  "Rent & mortgage",
  "Public transport",
  "Größere Käufe",
  "Coffee & snacks",
];

test.each([
  ["re", "Restaurants"],
  ["mort", "Rent & mortgage"],
  ["pt", "Public transport"],
  ["grosse", "Größere Käufe"],
  ["kauf", "Größere Käufe"],
  ["COFFEE SN", "Coffee & snacks"],
])("%j finds %j first", (typed, best) => {
  const found = search(typed, CATEGORIES, (text) => text);
  expect(found[0]).toBe(best);
});

test("nothing typed keeps the order", () =>
  expect(search(" ", CATEGORIES, (text) => text)).toEqual(CATEGORIES));

test("letters strewn by chance are no match", () => {
  expect(score("oel", "Coffee and groceries of last summer")).toBeUndefined();
  expect(score("xyz", "Groceries")).toBeUndefined();
});
