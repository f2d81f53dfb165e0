/** What the dashboard shows of the backend's reports. It arranges; it adds nothing up. */
import type { Category, CategoryTotal, DayPoint, MonthTotals } from "../../ipc";
import { categoryName } from "../../lib/categories";
import { addMonths, lastDay, monthOf, type Day, type Month } from "../../lib/date";
import { t } from "../../lib/i18n";
import { signOf } from "../../lib/money";
import { daysOf, type Period } from "../../lib/period";
import type { Params } from "../../router";

/** What a report depends on. */
export const REPORT_TOPICS = ["transactions", "accounts", "categories", "settings", "suggestions"];

/** How the URL names rows without a category. */
export const NO_CATEGORY = "none";

/** The days that the reports are asked for; all of time needs ends on the wire. */
export function reportDays(period: Period): { from: Day; to: Day } {
  return daysOf(period) ?? { from: "1900-01-01", to: "2200-12-31" };
}

/** The last month that the bars show: the period's, or today's where it reaches further. */
export function lastMonth(period: Period, today: Day): Month {
  const end = monthOf(reportDays(period).to);
  const now = monthOf(today);
  return end > now && reportDays(period).from <= today ? now : end;
}

/** Whether a day by day line says something: up to about a quarter. */
export function hasDays(period: Period): boolean {
  const { from, to } = reportDays(period);
  return to <= lastDay(addMonths(monthOf(from), 3));
}

export interface Slice {
  label: string;
  /** A token's name. */
  colour: string;
  total: CategoryTotal;
  params: Params<"transactions">;
}

/** The top level of the tree, largest first, with name, colour and the register's filter. */
export function slices(totals: readonly CategoryTotal[], categories: ReadonlyMap<string, Category>): Slice[] {
  return totals.map((total) => {
    const category = total.category === null ? undefined : categories.get(total.category);
    return {
      label: category ? categoryName(category) : t("dashboard.uncategorised"),
      colour: category ? `--c${category.colour}` : "--line-strong",
      total,
      params: { category: total.category ?? NO_CATEGORY },
    };
  });
}

/** A ring has no place for what was paid back. */
export function drawable(all: readonly Slice[]): Slice[] {
  return all.filter(({ total }) => signOf(total.amount.amount) > 0);
}

/** The bars' colours: past months are quiet, the one looked at is not. */
export function barColours(months: readonly MonthTotals[], chosen: Month, strong: string, quiet: string) {
  return months.map(({ month }) => (month === chosen ? strong : quiet));
}

/** Two lines over the same days of their periods, as long as the longer one; null where one has ended. */
export function lines(
  current: readonly DayPoint[],
  previous: readonly DayPoint[],
): { current: (string | null)[]; previous: (string | null)[]; days: number } {
  const days = Math.max(current.length, previous.length);
  const padded = (points: readonly DayPoint[]) =>
    Array.from({ length: days }, (_, day) => points[day]?.spent.amount ?? null);
  return { current: padded(current), previous: padded(previous), days };
}

/** The period of a month, for a link. */
export function monthPeriod(month: Month): Period {
  return { kind: "month", month };
}

/** One day as a period, for a link. */
export function dayPeriod(day: Day): Period {
  return { kind: "range", from: day, to: day };
}

/** A year's first and last day are whole months: the picker shows it as a year. */
export function yearPeriod(year: number): Period {
  return { kind: "year", year };
}
