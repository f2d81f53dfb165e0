import { expect, test } from "vitest";
import { pages, type Answer } from "./pages.svelte";

function source(total: number) {
  const asked: string[] = [];
  let mark = "a";
  const load = (start: number, end: number): Promise<Answer<string>> => {
    asked.push(`${start}-${end}`);
    const now = mark;
    const rows = Array.from({ length: Math.min(end, total) - start }, (_, i) => `${now}${start + i}`);
    return Promise.resolve({ total, rows });
  };
  return { asked, load, change: (next: string) => (mark = next) };
}
const settle = () => new Promise((done) => setTimeout(done));

test("it asks for the pages in view, once each", async () => {
  const { asked, load } = source(1000);
  const data = pages(() => load);
  expect(data.total).toBeUndefined();
  data.need(0, 30);
  data.need(5, 35);
  await settle();
  data.need(90, 120);
  await settle();
  expect(asked).toEqual(["0-100", "100-200"]);
  expect([data.total, data.row(119), data.row(200)]).toEqual([1000, "a119", undefined]);
});

test("racing through a long list asks for where it stops, not for all on the way", async () => {
  const { asked, load } = source(1_000_000);
  const data = pages(() => load);
  for (let first = 0; first < 900_000; first += 3000) data.need(first, first + 30);
  await settle();
  expect(asked.length).toBeLessThanOrEqual(4);
  expect(data.row(897_000)).toBe("a897000");
});

test("it keeps only what is near", async () => {
  const { load } = source(100_000);
  const data = pages(() => load);
  for (let page = 0; page < 20; page++) {
    data.need(page * 100, page * 100 + 30);
    await settle();
  }
  expect([data.row(0), data.row(1900)]).toEqual([undefined, "a1900"]);
});

test("a refresh shows the old rows until the new ones are there, and drops late answers", async () => {
  const { load, change } = source(50);
  const data = pages(() => load);
  data.need(0, 30);
  await settle();
  change("b");
  data.refresh();
  expect(data.row(1)).toBe("a1");
  await settle();
  expect(data.row(1)).toBe("b1");
  data.refresh();
  change("c");
  data.clear();
  expect([data.row(1), data.total]).toEqual([undefined, undefined]);
  await settle();
  expect(data.row(1)).toBe("c1");
});
