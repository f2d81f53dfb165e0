/** What an account's statements prove and cover: pure. */
import type { MonthCover, Proof } from "../../ipc";
import { formatLongDay, yearOf } from "../../lib/date";
import { t } from "../../lib/i18n";
import { formatMoney, signOf } from "../../lib/money";

/** One sentence: complete up to a day, or where it breaks and by how much. */
export function proofText(proof: Proof, tag: string): string {
  const day = (day: string) => formatLongDay(day, tag);
  if (!proof.breaks) return t("proof.complete", { day: day(proof.to) });
  const { after, on, difference } = proof.breaks;
  const sum = formatMoney(difference.amount.replace("-", ""), difference.currency, tag);
  const key = signOf(difference.amount) > 0 ? "proof.missingIn" : "proof.missingOut";
  return t(key, { after: day(after), on: day(on), sum });
}

/** The months by year, the latest year first; a year has twelve places. */
export function byYear(
  months: readonly MonthCover[],
): { year: number; months: (MonthCover | undefined)[] }[] {
  const years = new Map<number, (MonthCover | undefined)[]>();
  for (const one of months) {
    const year = yearOf(one.month);
    const places = years.get(year) ?? Array.from<MonthCover | undefined>({ length: 12 });
    places[Number(one.month.slice(5, 7)) - 1] = one;
    years.set(year, places);
  }
  return [...years].map(([year, places]) => ({ year, months: places })).reverse();
}
