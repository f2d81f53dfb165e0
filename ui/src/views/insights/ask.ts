/** What was understood of a question, as the register's filters name it. Pure. */
import type { Account, Category, Reply, Tag } from "../../ipc";
import { categoryName } from "../../lib/categories";
import type { Day } from "../../lib/date";
import { locale, t } from "../../lib/i18n";
import { formatNumber } from "../../lib/money";
import { periodLabel, periodOf } from "../../lib/period";

interface Names {
  categories: ReadonlyMap<string, Category>;
  accounts: readonly Account[];
  tags: readonly Tag[];
  today: Day;
}

/** Each condition with its name, in the order of the register's chips. */
export function chips(
  { filter, payee }: Pick<Reply, "filter" | "payee">,
  { categories, accounts, tags, today }: Names,
): { name: string; value: string }[] {
  const tag = (id: string) => tags.find((one) => one.id === id)?.name;
  const number = (amount: string) => formatNumber(amount, locale.tag);
  const category = filter.category?.kind === "category" ? categories.get(filter.category.id) : undefined;
  const all: [string, string | undefined | null][] = [
    [t("ask.period"), filter.period && periodLabel(periodOf(filter.period), today, locale.tag)],
    [t("filter.account"), accounts.find((one) => one.id === filter.account)?.name],
    [
      t("filter.category"),
      filter.category?.kind === "uncategorised"
        ? t("register.uncategorised")
        : category && categoryName(category),
    ],
    [t("filter.payee"), payee],
    [t("filter.text"), filter.text],
    [t("filter.tag"), filter.tag && tag(filter.tag)],
    [t("filter.withoutTag"), filter.withoutTag && tag(filter.withoutTag)],
    [t("filter.min"), filter.amountMin && number(filter.amountMin)],
    [t("filter.max"), filter.amountMax && number(filter.amountMax)],
    [t("filter.direction"), filter.direction && t(`register.${filter.direction}`)],
  ];
  return all.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
