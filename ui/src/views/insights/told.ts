/** Facts in words: what a card says, and which rows each of its figures leads to. Pure; it adds nothing up. */
import type { Category, Fact, Insight, Insights, Money, RecurringPart } from "../../ipc";
import type { IconName } from "../../components/Icon.svelte";
import { categoryName } from "../../lib/categories";
import { formatDay, type Day } from "../../lib/date";
import { locale, t } from "../../lib/i18n";
import { formatMoney, formatPercentPoints, signOf } from "../../lib/money";
import { daysOf, periodLabel, periodOf } from "../../lib/period";
import { EVERYTHING, rowsHref } from "../transactions/register";

export type Kind = Fact["kind"];
export type Group = "glance" | "news" | "tips" | "whole";

/** Where each kind stands on the page, and its icon. */
export const KINDS: Record<Kind, { group: Group; icon: IconName }> = {
  spending: { group: "glance", icon: "chart" },
  savingsRate: { group: "glance", icon: "star" },
  payday: { group: "glance", icon: "calendar" },
  unusualAmount: { group: "news", icon: "warning" },
  priceRise: { group: "news", icon: "up" },
  newCharge: { group: "news", icon: "add" },
  goneCharge: { group: "news", icon: "close" },
  categoryMoved: { group: "news", icon: "chart" },
  severalServices: { group: "tips", icon: "insights" },
  aboveUsual: { group: "tips", icon: "insights" },
  fees: { group: "tips", icon: "insights" },
  often: { group: "tips", icon: "insights" },
  yearlyCost: { group: "tips", icon: "insights" },
  recurring: { group: "whole", icon: "calendar" },
  topCategories: { group: "whole", icon: "tag" },
  topPayees: { group: "whole", icon: "account" },
};

export const GROUPS: readonly Group[] = ["glance", "news", "tips", "whole"];

/** A line below the sentence, with the rows of its figure. */
export interface Part {
  name: string;
  value: string;
  href: string;
  /** In percent, for a bar. */
  share?: string;
}

export interface Told {
  about: string;
  kind: Kind;
  /** The whole fact in a sentence; it leads to `href`. */
  text: string;
  detail?: string;
  /** The rows of what the detail says, where they are others. */
  detailHref?: string;
  href: string;
  parts: Part[];
  /** The months of a trend in percent, for small bars. */
  trend?: readonly { label: string; rate: string; href: string }[];
}

export interface Context {
  insights: Pick<Insights, "previous" | "stretch" | "period">;
  byId: ReadonlyMap<string, Category>;
  today: Day;
}

const money = ({ amount, currency }: Money) => formatMoney(amount, currency, locale.tag);
const percent = (points: string) => formatPercentPoints(points, locale.tag);
/** Without its sign, which the sentence has in words. */
const size = ({ amount, currency }: Money) => money({ amount: amount.replace("-", ""), currency });
/** Which of a sentence's three forms says which way it went. */
const way = ({ amount }: Money) => ({ [-1]: "less", 0: "same", 1: "more" })[signOf(amount)];
const recurring = ({ rhythm, amount }: RecurringPart) =>
  t(`insights.rhythm.${rhythm}`, { amount: money(amount) });

/** An insight in words. */
export function tell({ about, fact, rows }: Insight, { insights, byId, today }: Context): Told {
  const day = (one: Day) => formatDay(one, today, locale.tag);
  const named = (id: string | null) => {
    const category = id === null ? undefined : byId.get(id);
    return category ? categoryName(category) : t("dashboard.uncategorised");
  };
  const charge = (part: RecurringPart): Part => ({
    name: part.name,
    value: recurring(part),
    href: rowsHref(part.rows),
  });
  const previous = periodLabel(periodOf(insights.previous), today, locale.tag);
  const before = rowsHref({ ...rows, period: insights.previous });
  const told = (text: string, more: Partial<Told> = {}): Told => ({
    about,
    kind: fact.kind,
    text,
    href: rowsHref(rows),
    parts: [],
    ...more,
  });
  switch (fact.kind) {
    case "spending":
      return told(t("insights.spending", { amount: money(fact.amount) }), {
        detail: t("insights.spendingChange", {
          way: way(fact.change),
          change: size(fact.change),
          percent: fact.percent === null ? "" : `(${percent(fact.percent.replace("-", ""))})`,
          previous,
        }),
        detailHref: before,
      });
    case "savingsRate":
      return told(t("insights.savingsRate", { rate: percent(fact.rate) }), {
        detail: [
          fact.previous !== null && t("insights.rateBefore", { rate: percent(fact.previous), previous }),
          t("insights.rateAverage", { rate: percent(fact.average) }),
        ]
          .filter(Boolean)
          .join(" "),
        detailHref: before,
        trend: fact.months.map(({ month, rate }) => ({
          label: `${periodLabel({ kind: "month", month }, today, locale.tag)}: ${percent(rate)}`,
          rate,
          href: rowsHref({ ...rows, period: daysOf({ kind: "month", month }) }),
        })),
      });
    case "payday":
      return told(
        t("insights.payday", {
          days: fact.days,
          name: fact.payee.name,
          amount: money(fact.payee.amount),
          lowest: money(fact.lowest),
        }),
        {
          detail: t("insights.paydayHow", { balance: money(fact.balance), due: money(fact.due) }),
          parts: fact.charges.map(({ name, day: on, amount, rows }) => ({
            name: name === "" ? t("schedules.noPayee") : name,
            value: `${money(amount)} · ${day(on)}`,
            href: rowsHref(rows),
          })),
        },
      );
    case "unusualAmount":
      return told(
        t("insights.unusualAmount", {
          amount: money(fact.payee.amount),
          name: fact.payee.name,
          day: day(fact.day),
        }),
        {
          detail: t("insights.unusualHow", { usual: money(fact.usual), times: fact.times }),
          detailHref: rowsHref({ ...EVERYTHING, payee: fact.payee.id, transfers: "exclude" }),
        },
      );
    case "priceRise":
      return told(
        t("insights.priceRise", {
          name: fact.charge.name,
          amount: recurring(fact.charge),
          before: money(fact.before),
          day: day(fact.day),
        }),
        { detail: t("insights.moreAYear", { amount: money(fact.perYear) }) },
      );
    case "newCharge":
      return told(
        t("insights.newCharge", {
          name: fact.charge.name,
          amount: recurring(fact.charge),
          day: day(fact.since),
        }),
        { detail: t("insights.inAYear", { amount: money(fact.perYear) }) },
      );
    case "goneCharge":
      return told(
        t("insights.goneCharge", {
          name: fact.charge.name,
          amount: recurring(fact.charge),
          day: day(fact.last),
        }),
        { detail: t("insights.lessAYear", { amount: money(fact.perYear) }) },
      );
    case "categoryMoved":
      return told(
        t("insights.categoryMoved", {
          category: named(fact.category),
          amount: money(fact.amount),
          way: way(fact.change),
          change: size(fact.change),
        }),
        {
          detail: t("insights.beforeThat", { amount: money(fact.previous), previous }),
          detailHref: before,
          parts: fact.payees.map((payee) => ({
            name: payee.name,
            value: t("insights.moved", { way: way(payee.change), change: size(payee.change) }),
            href: rowsHref(payee.rows),
          })),
        },
      );
    case "severalServices":
      return told(
        t("insights.severalServices", {
          count: fact.charges.length,
          category: named(fact.category),
          amount: money(fact.perMonth),
        }),
        {
          detail: t("insights.inAYear", { amount: money(fact.perYear) }),
          parts: fact.charges.map(charge),
        },
      );
    case "aboveUsual":
      return told(
        t("insights.aboveUsual", {
          category: named(fact.category),
          amount: money(fact.amount),
          over: money(fact.over),
          usual: money(fact.usual),
        }),
      );
    case "fees":
      return told(t("insights.fees", { amount: money(fact.amount) }));
    case "often":
      return told(
        t("insights.often", {
          times: fact.times,
          name: fact.payee.name,
          amount: money(fact.payee.amount),
          half: money(fact.half),
        }),
      );
    case "yearlyCost":
      return told(t("insights.yearlyCost", { name: fact.charge.name, amount: money(fact.perYear) }), {
        detail: recurring(fact.charge),
      });
    case "recurring":
      return told(t("insights.recurring", { count: fact.charges.length, amount: money(fact.perMonth) }), {
        detail: t("insights.inAYear", { amount: money(fact.perYear) }),
        parts: fact.charges.map(charge),
      });
    case "topCategories":
      return told(t("insights.topCategories"), {
        parts: fact.categories.map((part) => ({
          name: named(part.category),
          value: money(part.amount),
          share: part.share,
          href: rowsHref(part.rows),
        })),
      });
    case "topPayees":
      return told(t("insights.topPayees"), {
        parts: fact.payees.map((part) => ({
          name: part.name,
          value: money(part.amount),
          href: rowsHref(part.rows),
        })),
      });
  }
}

/** What the dashboard shows: news and tips first. */
export function headlines(insights: readonly Insight[], count: number): Insight[] {
  const isOf = (group: Group) => (one: Insight) => KINDS[one.fact.kind].group === group;
  return [...insights.filter(isOf("news")), ...insights.filter(isOf("tips"))].slice(0, count);
}
