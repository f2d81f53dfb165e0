/** The review inbox: its columns, and what a decision does and says. */
import { commands, type MerchantView, type Which } from "../../ipc";
import type { Day } from "../../lib/date";
import { tellFailure } from "../../lib/errors";
import { t } from "../../lib/i18n";
import { tellStep } from "../history";
import { proposeRule } from "../transactions/actions";

export type { Which };

export const COLUMNS = [
  { id: "merchant", label: "review.merchant" },
  { id: "rows", label: "review.rows", width: "4rem", align: "end" },
  { id: "suggestion", label: "register.suggestion", width: "38%", from: 24 },
  { id: "sum", label: "review.sum", width: "8.5rem", align: "end", from: 36 },
] as const;

/** Who it is: the payee, or what the bank wrote where there is none. */
export function nameOf({ payee, text }: MerchantView): string {
  return payee?.name ?? (text.trim() || t("register.noPayee"));
}

/**
 * Files rows and says so, offering to take it back; whether that was done. Where that corrects what was suggested,
 * proposes a rule.
 */
export async function decide(
  merchant: MerchantView,
  which: Which,
  category: string,
  categoryName: string,
  payee?: string,
): Promise<boolean> {
  const answer = await commands.reviewDecide(which, category, payee ?? null);
  if (answer.status === "error") {
    tellFailure(answer.error);
    return false;
  }
  const { filed, alike, example } = answer.data;
  const name = payee ?? nameOf(merchant);
  tellStep(t("review.decided", { name, category: categoryName, count: filed + alike }));
  const suggested = merchant.suggestion?.category ?? null;
  if (example !== null && suggested !== null && suggested !== category) {
    // Of another name than before nothing waits.
    const who = payee === undefined ? merchant.payee : null;
    await proposeRule({ id: example, payee: who }, category);
  }
  return true;
}

/** An account, or the name of one that is still to be made. */
export interface Other {
  id: string | undefined;
  name: string;
}

/** Makes rows transfers with another account and says so, offering to take it back; whether that was done. */
export async function transfer(
  merchant: MerchantView,
  which: Which,
  { id, name }: Other,
  today: Day,
): Promise<boolean> {
  const made = id === undefined ? await makeAccount(name, merchant, today) : id;
  if (made === undefined) return false;
  const answer = await commands.reviewTransfer(which, made);
  if (answer.status === "error") {
    tellFailure(answer.error);
    return false;
  }
  tellStep(t("review.transferred", { count: answer.data, name }));
  return true;
}

/** An account that holds what went there, from the first of the rows on. */
async function makeAccount(
  name: string,
  { sum: { currency }, first }: MerchantView,
  today: Day,
): Promise<string | undefined> {
  const answer = await commands.accountCreate({
    name,
    kind: "savings",
    currency,
    openingBalance: "",
    openedOn: first < today ? first : today,
    iban: "",
  });
  if (answer.status === "ok") return answer.data.id;
  tellFailure(answer.error);
  return undefined;
}
