import { expect, test } from "vitest";
import { place } from "./place";

const screen = { width: 800, height: 600 };

test.each([
  ["below its anchor", { left: 100, top: 100, width: 80, height: 30 }, { left: 100, top: 134 }],
  ["above at the foot", { left: 100, top: 560, width: 80, height: 30 }, { left: 100, top: 256 }],
  ["inside at the right", { left: 780, top: 100, width: 20, height: 30 }, { left: 592, top: 134 }],
])("%s", (_, anchor, at) => expect(place(anchor, { width: 200, height: 300 }, screen)).toMatchObject(at));

test("it is never taller than the room there is", () => {
  const at = place({ left: 0, top: 300, width: 10, height: 30 }, { width: 100, height: 2000 }, screen);
  expect(at.top).toBeGreaterThanOrEqual(0);
  expect(at.top + at.maxHeight).toBeLessThanOrEqual(600);
});
