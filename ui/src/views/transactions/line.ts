/** The add row's first field takes a whole line as quick add does: `12,50 lunch @cash #work yesterday`. Pure. */
import type { Account, Reading, TransactionDraft } from "../../ipc";
import { formatDay, type Day } from "../../lib/date";
import { locale, t } from "../../lib/i18n";
import { formatChange } from "../../lib/money";
import type { Option } from "../../lib/options";
import { recurrenceText } from "../../lib/recurrence";
import { typedAmount } from "./form";

/** Whether a line says more than a payee's name: an amount and whose it is. */
export function isLine({ amount, payee, parts }: Reading): boolean {
  return amount !== null && payee !== "" && parts.length > 1;
}

/** How it is read, as what a combobox offers: "−€12.50 · lunch · Cash · 9 Mar · #work". */
export function lineOption(line: string, reading: Reading, accounts: readonly Account[], today: Day): Option {
  const { amount, payee, date, account, tags, repeat } = reading;
  const parts = [
    amount && formatChange(amount.amount, amount.currency, locale.tag),
    payee,
    names(reading, "account") && accounts.find((one) => one.id === account)?.name,
    date === today ? undefined : formatDay(date, today, locale.tag),
    repeat && recurrenceText(repeat),
    ...tags.map((tag) => `#${tag}`),
  ];
  return { value: line, label: parts.filter(Boolean).join(" · "), hint: t("register.fromLine") };
}

/** The draft with what the line says; what it leaves open stays. */
export function filled(draft: TransactionDraft, reading: Reading): TransactionDraft {
  const { amount, payee, date, account, tags, sure, category } = reading;
  return {
    ...draft,
    payee,
    amount: amount ? typedAmount(amount.amount, false, locale.tag) : draft.amount,
    date: names(reading, "date") ? date : draft.date,
    account: names(reading, "account") && account ? account : draft.account,
    category: sure && category ? category : "",
    tags: [...tags],
  };
}

function names({ parts }: Reading, what: Reading["parts"][number]["what"]): boolean {
  return parts.some((part) => part.what === what);
}
