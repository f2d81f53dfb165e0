import { expect, test } from "vitest";
import { daysOf, parsePeriod, periodOf, periodLabel, printPeriod, stepPeriod } from "./period";

const TEXTS = ["2026-10", "2026-Q4", "2026", "12m-2026-10", "all", "2026-10-05..2026-11-01"];

test.each(TEXTS)("%s is read and written alike", (text) => {
  const period = parsePeriod(text);
  expect(period && printPeriod(period)).toBe(text);
});

test.each(["", "2026-13", "2026-Q5", "12m-2026", "2026-10-05..2026-10-01", "2026-10-01..", "x"])(
  "%j is no period",
  (text) => expect(parsePeriod(text)).toBeUndefined(),
);

test.each(TEXTS)("%s: the next one begins the day after, and going back leads home", (text) => {
  const period = parsePeriod(text);
  if (!period) throw new Error("unreadable");
  const next = stepPeriod(period, 1);
  expect(stepPeriod(next, -1)).toEqual(period);
  const [here, there] = [daysOf(period), daysOf(next)];
  if (here && there) expect(Date.parse(there.from) - Date.parse(here.to)).toBe(86_400_000);
});

test.each([
  ["2026-Q1", "2026-01-01", "2026-03-31"],
  ["12m-2026-02", "2025-03-01", "2026-02-28"],
  ["2024", "2024-01-01", "2024-12-31"],
])("%s is %s to %s", (text, from, to) => {
  const period = parsePeriod(text);
  expect(period && daysOf(period)).toEqual({ from, to });
});

test.each(["2026-10", "2026-Q4", "2026", "12m-2026-10", "2026-10-05..2026-11-01"])(
  "%s is found from its days",
  (text) => {
    const days = daysOf(parsePeriod(text) ?? { kind: "all" });
    expect(days && printPeriod(periodOf(days))).toBe(text);
  },
);

test("a period has a name", () => {
  expect(
    TEXTS.map((text) => periodLabel(parsePeriod(text) ?? { kind: "all" }, "2026-10-31", "en-GB")),
  ).toEqual(["October 2026", "Q4 2026", "2026", "12 months to October 2026", "All time", "5 Oct – 1 Nov"]);
});
