import { expect, test } from "vitest";
import { move } from "./grid";

const size = { rows: 100, columns: 5, page: 10 };
const at = { row: 50, column: 2 };

test.each([
  ["ArrowUp", false, 49, 2],
  ["ArrowUp", true, 0, 2],
  ["ArrowDown", false, 51, 2],
  ["ArrowLeft", false, 50, 1],
  ["ArrowRight", true, 50, 4],
  ["Home", false, 50, 0],
  ["Home", true, 0, 0],
  ["End", true, 99, 4],
  ["PageUp", false, 40, 2],
  ["PageDown", false, 60, 2],
])("%s (ctrl %s)", (key, ctrl, row, column) => expect(move(at, key, ctrl, size)).toEqual({ row, column }));

test("no key leads outside, and others lead nowhere", () => {
  for (const key of ["ArrowUp", "ArrowLeft", "PageUp", "Home"])
    expect(move({ row: 0, column: 0 }, key, false, size)).toEqual({ row: 0, column: 0 });
  for (const key of ["ArrowDown", "ArrowRight", "PageDown", "End"])
    expect(move({ row: 99, column: 4 }, key, false, size)).toEqual({ row: 99, column: 4 });
  expect(move(at, "a", false, size)).toBeUndefined();
});
