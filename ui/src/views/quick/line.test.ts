import { expect, test } from "vitest";
import type { Part } from "../../ipc";
import { place, without } from "./line";

const parts: Part[] = [
  { start: 0, length: 5, what: "amount" },
  { start: 6, length: 5, what: "payee" },
];

test("a part is selected where it stands", () => {
  expect(place("12.50 lunch", parts, "payee")).toEqual({ text: "12.50 lunch", start: 6, end: 11 });
});

test("one that is not there is begun at the end", () => {
  expect(place("12.50 lunch ", parts, "account")).toEqual({ text: "12.50 lunch @", start: 13, end: 13 });
  expect(place("12.50 lunch", parts, "date")).toEqual({ text: "12.50 lunch ", start: 12, end: 12 });
});

test("a part is taken away with the space around it", () => {
  const repeat: Part = { start: 5, length: 7, what: "repeat" };
  expect(without("1200 monthly rent", [repeat], "repeat")).toBe("1200 rent");
  expect(without("12.50 lunch", parts, "repeat")).toBe("12.50 lunch");
});
