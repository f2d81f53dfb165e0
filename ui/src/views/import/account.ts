/** What a file says of the account that it is about. */
import type { AccountDraft, Preview } from "../../ipc";

/** ISO 13616: country, check digits, and the country's own number. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9 ]{10,}$/i;

/** The start of a new account for the file; `currency` is for a file that names none. */
export function accountInFile(
  { accountInFile: said, currency: stated, from }: Pick<Preview, "accountInFile" | "currency" | "from">,
  currency: string,
): Partial<AccountDraft> {
  const isIban = said !== null && IBAN.test(said);
  return {
    name: isIban ? "" : (said ?? ""),
    iban: isIban ? said : "",
    currency: stated ?? currency,
    openedOn: from ?? "",
  };
}
