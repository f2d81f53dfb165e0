import { describe, expect, test } from "vitest";
import {
  lineOf,
  offsetAt,
  offsetToShow,
  places,
  rowAt,
  scrolled,
  slice,
  TALLEST,
  type Metrics,
  type Offset,
} from "./rows";

const lists: Metrics[] = [0, 1, 15, 100_000, 1_000_000, 5_000_000].map((count) => ({
  count,
  rowHeight: 34,
  view: 600,
}));

/** What must hold wherever one is: the rows in view are drawn, at the place where the eye is. */
function check(at: Offset, m: Metrics): void {
  const part = slice(at, m);
  const firstSeen = Math.floor(at.virtual / m.rowHeight);
  const lastSeen = Math.min(m.count, Math.ceil((at.virtual + m.view) / m.rowHeight));
  expect(part.first).toBeLessThanOrEqual(firstSeen);
  expect(part.end).toBeGreaterThanOrEqual(lastSeen);
  expect(part.end - part.first).toBeLessThanOrEqual(places(m));
  const drawnAt = part.before + (firstSeen - part.first) * m.rowHeight - at.physical;
  expect(Math.abs(drawnAt - (firstSeen * m.rowHeight - at.virtual))).toBeLessThan(m.rowHeight);
  expect(part.before + part.after).toBeLessThanOrEqual(TALLEST);
}

describe.each(lists)("a list of $count rows", (m) => {
  const full = m.count * m.rowHeight;
  const end = Math.max(0, Math.min(full, TALLEST) - m.view);

  test("shows the right rows wherever the scroll bar is dragged", () => {
    let at: Offset = { physical: 0, virtual: 0 };
    for (let i = 0; i <= 100; i++) {
      at = scrolled(at, (end * ((i * 37) % 101)) / 100, m);
      check(at, m);
    }
  });

  test("reaches both ends", () => {
    const last = scrolled({ physical: 0, virtual: 0 }, end, m);
    expect(slice(last, m).end).toBe(m.count);
    expect(last.virtual).toBe(Math.max(0, full - m.view));
    expect(slice(scrolled(last, 0, m), m).first).toBe(0);
  });

  test("a wheel's small steps pass every row, in a tall list too", () => {
    let at = offsetAt(full / 2, m);
    for (let i = 0; i < 50; i++) {
      const next = scrolled(at, Math.min(end, at.physical + 100), m);
      expect(next.virtual - at.virtual).toBeLessThanOrEqual(100.001);
      check(next, m);
      at = next;
    }
  });

  test("any row can be brought into view", () => {
    for (let index = 0; index < m.count; index += Math.ceil(m.count / 50)) {
      const at = offsetAt(offsetToShow(index, full / 3, m), m);
      check(at, m);
      expect(at.virtual).toBeLessThanOrEqual(index * m.rowHeight + 0.001);
      expect(at.virtual + m.view).toBeGreaterThanOrEqual(Math.min(full, (index + 1) * m.rowHeight) - 0.001);
    }
  });
});

test("the lines of an unfolded row stand below it, and every row has its line", () => {
  const open = { row: 3, lines: 2 };
  const seen = Array.from({ length: 8 }, (_, line) => rowAt(line, open));
  expect(seen.map(({ row, part }) => `${row}.${part}`).join(" ")).toBe("0.0 1.0 2.0 3.0 3.1 3.2 4.0 5.0");
  for (let row = 0; row < 9; row++) expect(rowAt(lineOf(row, open), open)).toEqual({ row, part: 0 });
  expect(rowAt(7, undefined)).toEqual({ row: 7, part: 0 });
});
