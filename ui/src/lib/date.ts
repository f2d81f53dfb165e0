/**
 * Days as ISO strings ("2026-10-31") and months as "2026-10". Arithmetic here serves pickers only; every period
 * that counts is computed by the ledger. Everything runs in UTC, so that no time zone shifts a day.
 */

export type Day = string;
export type Month = string;

const DAY_MS = 86_400_000;

function utc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Whether `text` is a real day in ISO form. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = utc(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether `text` is a month in ISO form. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The calendar day of `now` where the user is. */
export function dayOf(now: Date): Day {
  const pad = (n: number, width: number) => String(n).padStart(width, "0");
  return `${pad(now.getFullYear(), 4)}-${pad(now.getMonth() + 1, 2)}-${pad(now.getDate(), 2)}`;
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function yearOf(dayOrMonth: Day | Month): number {
  return Number.parseInt(dayOrMonth.slice(0, 4), 10);
}

/** 1 to 4. */
export function quarterOf(month: Month): number {
  return Math.ceil(monthNumber(month) / 3);
}

export function addDays(day: Day, count: number): Day {
  return new Date(utc(day).getTime() + count * DAY_MS).toISOString().slice(0, 10);
}

export function addMonths(month: Month, count: number): Month {
  const months = yearOf(month) * 12 + monthNumber(month) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/** The same day of another month, or that month's last day where it is shorter. */
export function addMonthsToDay(day: Day, count: number): Day {
  const month = addMonths(monthOf(day), count);
  const last = lastDay(month);
  const same = `${month}-${day.slice(8)}`;
  return same > last ? last : same;
}

export function firstDay(month: Month): Day {
  return `${month}-01`;
}

export function lastDay(month: Month): Day {
  return addDays(firstDay(addMonths(month, 1)), -1);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: Day): number {
  return utc(day).getUTCDay() || 7;
}

/** The weeks that a calendar page of `month` shows; `firstWeekday` as in `weekday`. */
export function calendarWeeks(month: Month, firstWeekday: number): Day[][] {
  const first = firstDay(month);
  const start = addDays(first, -((weekday(first) - firstWeekday + 7) % 7));
  const weeks: Day[][] = [];
  for (let day = start; monthOf(day) <= month; day = addDays(day, 7))
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(day, i)));
  return weeks;
}

/** The locale's first day of the week, as in `weekday`; Monday where the engine does not know. */
export function firstWeekdayOf(locale: string): number {
  const info = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay ?? 1;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function show(day: Day, locale: string, options: Intl.DateTimeFormatOptions): string {
  const id = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(id);
  if (!format) formats.set(id, (format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" })));
  return format.format(utc(day));
}

/** For rows: "31 Oct", with the year when it is not the year of `today`. */
export function formatDay(day: Day, today: Day, locale: string): string {
  const sameYear = yearOf(day) === yearOf(today);
  return show(day, locale, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** For fields: "31/10/2026". */
export function formatNumericDay(day: Day, locale: string): string {
  return show(day, locale, { day: "2-digit", month: "2-digit", year: "numeric" });
}

/** For screen readers and titles: "Saturday, 31 October 2026". */
export function formatLongDay(day: Day, locale: string): string {
  return show(day, locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** "October 2026". */
export function formatMonth(month: Month, locale: string): string {
  return show(firstDay(month), locale, { month: "long", year: "numeric" });
}

/** For axes and jump lists: "Oct". */
export function formatShortMonth(month: Month, locale: string): string {
  return show(firstDay(month), locale, { month: "short" });
}

/** "Mo" … in the order of the locale's week. */
export function weekdayNames(locale: string): { short: string; long: string }[] {
  const monday = "2024-01-01";
  const first = firstWeekdayOf(locale);
  return Array.from({ length: 7 }, (_, i) => {
    const day = addDays(monday, first - 1 + i);
    return { short: show(day, locale, { weekday: "short" }), long: show(day, locale, { weekday: "long" }) };
  });
}

function monthNumber(month: Month): number {
  return Number.parseInt(month.slice(5, 7), 10);
}
