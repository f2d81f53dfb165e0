import { expect, test } from "vitest";
import { selection } from "./selection.svelte";

const ROWS = Array.from({ length: 50 }, (_, i) => `r${i}`);
const of = (start: number, count: number) => Promise.resolve(ROWS.slice(start, start + count));
const chosen = (of: { ids: ReadonlySet<string> }) => [...of.ids].sort();

test("extends from the row that was toggled last, both ways, and keeps what was chosen before", async () => {
  const rows = selection(of);
  rows.toggle("r30", 30);
  rows.toggle("r5", 5);
  await rows.extend(5, 7);
  expect(chosen(rows)).toEqual(["r30", "r5", "r6", "r7"]);
  await rows.extend(5, 4);
  expect(chosen(rows)).toEqual(["r30", "r4", "r5"]);
});

test("extends from where the keyboard was when nothing was toggled", async () => {
  const rows = selection(of);
  await rows.extend(9, 10);
  await rows.extend(10, 11);
  expect(chosen(rows)).toEqual(["r10", "r11", "r9"]);
});

test("chooses all and none", async () => {
  const rows = selection(of);
  await rows.all();
  expect(rows.ids.size).toBe(50);
  rows.toggle("r3", 3);
  expect(rows.ids.size).toBe(49);
  rows.clear();
  expect(rows.ids.size).toBe(0);
});

test("an answer that was overtaken is dropped, one that failed changes nothing", async () => {
  let answer: (ids: readonly string[] | undefined) => void = () => undefined;
  const rows = selection(() => new Promise((done) => (answer = done)));
  const all = rows.all();
  const late = answer;
  rows.toggle("r1", 1);
  late(ROWS);
  await all;
  expect(chosen(rows)).toEqual(["r1"]);
  const again = rows.all();
  answer(undefined);
  await again;
  expect(chosen(rows)).toEqual(["r1"]);
});
