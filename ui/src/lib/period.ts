/** The period that is looked at: as the URL writes it, as the picker steps through it, as the user reads it. */
import {
  addDays,
  addMonths,
  firstDay,
  formatDay,
  formatMonth,
  isDay,
  isMonth,
  lastDay,
  monthOf,
  quarterOf,
  yearOf,
  type Day,
  type Month,
} from "./date";
import { t } from "./i18n";

export type Period =
  | { kind: "month"; month: Month }
  | { kind: "quarter"; year: number; quarter: number }
  | { kind: "year"; year: number }
  /** The twelve months that end with `end`. */
  | { kind: "twelveMonths"; end: Month }
  | { kind: "all" }
  /** Both days included. */
  | { kind: "range"; from: Day; to: Day };

/** "2026-10", "2026-Q4", "2026", "12m-2026-10", "all", "2026-10-01..2026-10-15". */
export function printPeriod(period: Period): string {
  switch (period.kind) {
    case "month":
      return period.month;
    case "quarter":
      return `${year4(period.year)}-Q${period.quarter}`;
    case "year":
      return year4(period.year);
    case "twelveMonths":
      return `12m-${period.end}`;
    case "all":
      return "all";
    case "range":
      return `${period.from}..${period.to}`;
  }
}

export function parsePeriod(text: string): Period | undefined {
  if (text === "all") return { kind: "all" };
  if (isMonth(text)) return { kind: "month", month: text };
  if (/^\d{4}$/.test(text)) return { kind: "year", year: yearOf(text) };
  if (/^\d{4}-Q[1-4]$/.test(text)) return { kind: "quarter", year: yearOf(text), quarter: Number(text[6]) };
  if (text.startsWith("12m-") && isMonth(text.slice(4))) return { kind: "twelveMonths", end: text.slice(4) };
  const [from, to, ...more] = text.split("..");
  if (from && to && more.length === 0 && isDay(from) && isDay(to) && from <= to)
    return { kind: "range", from, to };
  return undefined;
}

/** The period of the same kind that many steps away; "all" has no neighbour. */
export function stepPeriod(period: Period, steps: number): Period {
  switch (period.kind) {
    case "month":
      return { kind: "month", month: addMonths(period.month, steps) };
    case "quarter": {
      const quarters = period.year * 4 + period.quarter - 1 + steps;
      return { kind: "quarter", year: Math.floor(quarters / 4), quarter: (quarters % 4) + 1 };
    }
    case "year":
      return { kind: "year", year: period.year + steps };
    case "twelveMonths":
      return { kind: "twelveMonths", end: addMonths(period.end, steps * 12) };
    case "all":
      return period;
    case "range": {
      const days = steps * dayCount(period.from, period.to);
      return { kind: "range", from: addDays(period.from, days), to: addDays(period.to, days) };
    }
  }
}

/** First and last day, as the backend takes a period; null is all of time. */
export function daysOf(period: Period): { from: Day; to: Day } | null {
  switch (period.kind) {
    case "month":
      return { from: firstDay(period.month), to: lastDay(period.month) };
    case "quarter": {
      const first = `${year4(period.year)}-${String(period.quarter * 3 - 2).padStart(2, "0")}`;
      return { from: firstDay(first), to: lastDay(addMonths(first, 2)) };
    }
    case "year":
      return { from: `${year4(period.year)}-01-01`, to: `${year4(period.year)}-12-31` };
    case "twelveMonths":
      return { from: firstDay(addMonths(period.end, -11)), to: lastDay(period.end) };
    case "all":
      return null;
    case "range":
      return { from: period.from, to: period.to };
  }
}

/** The period that has these days: a month, quarter or year where they are one. */
export function periodOf({ from, to }: { from: Day; to: Day }): Period {
  const first = monthOf(from);
  const named: Period[] = [
    { kind: "month", month: first },
    { kind: "quarter", year: yearOf(from), quarter: quarterOf(first) },
    { kind: "year", year: yearOf(from) },
    { kind: "twelveMonths", end: monthOf(to) },
  ];
  const same = named.find((one) => {
    const days = daysOf(one);
    return days?.from === from && days.to === to;
  });
  return same ?? { kind: "range", from, to };
}

export function thisMonth(today: Day): Period {
  return { kind: "month", month: monthOf(today) };
}

export function thisQuarter(today: Day): Period {
  return { kind: "quarter", year: yearOf(today), quarter: quarterOf(monthOf(today)) };
}

export function thisYear(today: Day): Period {
  return { kind: "year", year: yearOf(today) };
}

export function lastTwelveMonths(today: Day): Period {
  return { kind: "twelveMonths", end: monthOf(today) };
}

export function periodLabel(period: Period, today: Day, locale: string): string {
  switch (period.kind) {
    case "month":
      return formatMonth(period.month, locale);
    case "quarter":
      return t("period.quarter", { quarter: String(period.quarter), year: String(period.year) });
    case "year":
      return String(period.year);
    case "twelveMonths":
      return t("period.twelveMonthsTo", { month: formatMonth(period.end, locale) });
    case "all":
      return t("period.all");
    case "range":
      return `${formatDay(period.from, today, locale)} – ${formatDay(period.to, today, locale)}`;
  }
}

function dayCount(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

function year4(year: number): string {
  return String(year).padStart(4, "0");
}
