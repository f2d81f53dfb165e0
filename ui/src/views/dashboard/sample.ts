/** A month that nobody spent: the dashboard is drawn with it while nobody is logged in and it cannot be seen. */
import type { Currency, Dashboard, Money, Row, Totals } from "../../ipc";
import { addDays, addMonths, monthOf, yearOf, type Day } from "../../lib/date";

/**
 * Figures of the kind and number that a dashboard usually has. What draws them is ready then when the real ones come:
 * compiled, its fonts loaded and its digits rasterised, which is most of the time that a first drawing takes.
 */
export function sampleDashboard(today: Day, currency: Currency): Dashboard {
  const money = (amount: string): Money => ({ amount, currency });
  const totals: Totals = {
    income: money("2460.18"),
    expenses: money("1357.90"),
    savings: money("1102.28"),
    savingsRate: "44.8",
  };
  const days = (from: Day) =>
    Array.from({ length: 30 }, (_, day) => ({
      day: addDays(from, day),
      spent: money(`${String(46 * day)}.25`),
    }));
  const period = { from: addDays(today, -30), to: today };
  const before = { from: addDays(today, -60), to: addDays(today, -31) };
  return {
    summary: {
      period,
      previousPeriod: before,
      current: totals,
      previous: totals,
      change: { income: money("12.30"), expenses: money("-45.60"), savings: money("57.90") },
      transactions: 5,
      undecided: 0,
      otherCurrencies: [],
    },
    categories: Array.from({ length: 8 }, (_, at) => ({
      category: String(at),
      kind: "expense",
      amount: money(`${String(900 - 110 * at)}.75`),
      share: String(24 - 3 * at),
      previous: money("0"),
      count: 1,
      children: [],
    })),
    months: Array.from({ length: 12 }, (_, at) => ({ month: addMonths(monthOf(today), at - 11), totals })),
    years: [{ year: yearOf(today), totals }],
    daily: { current: days(period.from), previous: days(before.from) },
    payees: Array.from({ length: 6 }, (_, at) => ({
      payee: String(at),
      name: "Bücher Müller & Söhne",
      amount: money("134.56"),
      count: 3,
    })),
    recent: Array.from({ length: 5 }, (_, at): Row => ({
      id: String(at),
      date: addDays(today, -at),
      account: "",
      payee: { id: "", name: "Bücher Müller & Söhne" },
      rawPayee: null,
      memo: "",
      amount: money("-78.90"),
      balance: null,
      status: "cleared",
      splits: [{ category: null, amount: money("-78.90"), note: "" }],
      tags: [],
      transfer: null,
      suggestion: null,
      importId: null,
    })),
  };
}
