import { describe, expect, test } from "vitest";
import * as date from "./date";

test.each([
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2026-13-01", false],
  ["14/3", false],
])("%s is a day: %s", (text, real) => expect(date.isDay(text)).toBe(real));

test("stepping a day and back leads home, for a thousand days over two leap years and every clock change", () => {
  let day = "2023-12-01";
  const seen = new Set<string>();
  for (let i = 0; i < 1000; i++) {
    expect(date.addDays(date.addDays(day, 1), -1)).toBe(day);
    seen.add(day);
    day = date.addDays(day, 1);
  }
  expect(seen.size).toBe(1000);
});

test.each([
  ["2026-01-31", 1, "2026-02-28"],
  ["2024-01-31", 1, "2024-02-29"],
  ["2026-03-31", -1, "2026-02-28"],
  ["2026-12-15", 1, "2027-01-15"],
  ["2026-01-15", -13, "2024-12-15"],
])("%s and %i months is %s", (day, months, to) => expect(date.addMonthsToDay(day, months)).toBe(to));

describe("a calendar page", () => {
  test.each([1, 6, 7])("holds the whole month in weeks that start on weekday %i", (first) => {
    for (let month = "2024-01"; month <= "2027-12"; month = date.addMonths(month, 1)) {
      const weeks = date.calendarWeeks(month, first);
      const days = weeks.flat();
      expect(days).toContain(date.firstDay(month));
      expect(days).toContain(date.lastDay(month));
      expect(weeks.every((week) => week.length === 7 && date.weekday(week[0] ?? "") === first)).toBe(true);
      expect(weeks.every((week) => week.some((day) => date.monthOf(day) === month))).toBe(true);
    }
  });
});

test("days are read in the user's language, with the year where it is another", () => {
  expect(date.formatDay("2026-10-31", "2026-11-02", "en-GB")).toBe("31 Oct");
  expect(date.formatDay("2025-10-31", "2026-11-02", "de-DE")).toBe("31. Okt. 2025");
  expect(date.formatNumericDay("2026-03-04", "de-DE")).toBe("04.03.2026");
  expect(date.formatMonth("2026-10", "de-DE")).toBe("Oktober 2026");
});

test("today is where the user is", () => {
  expect(date.dayOf(new Date(2026, 9, 31, 23, 59))).toBe("2026-10-31");
});
