/** The review inbox: its columns, and what a decision does and says. */
import { commands, type MerchantView, type Which } from "../../ipc";
import { tellFailure } from "../../lib/errors";
import { t } from "../../lib/i18n";
import { tellStep } from "../history";

export type { Which };

export const COLUMNS = [
  { id: "merchant", label: "review.merchant" },
  { id: "rows", label: "review.rows", width: "4rem", align: "end" },
  { id: "suggestion", label: "register.suggestion", width: "38%", from: 24 },
  { id: "sum", label: "review.sum", width: "7.5rem", align: "end", from: 36 },
] as const;

/** Who it is: the payee, or what the bank wrote where there is none. */
export function nameOf({ payee, text }: MerchantView): string {
  return payee?.name ?? (text.trim() || t("register.noPayee"));
}

/** Files rows and says so, offering to take it back; whether that was done. */
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
  const { filed, alike } = answer.data;
  const name = payee ?? nameOf(merchant);
  tellStep(t("review.decided", { name, category: categoryName, count: filed + alike }));
  return true;
}
