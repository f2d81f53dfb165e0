/** An account on its way to the backend. */
import { commands, type Account, type AccountDraft } from "../ipc";
import { t } from "../lib/i18n";

export const EMPTY: AccountDraft = {
  name: "",
  kind: "checking",
  currency: "",
  openingBalance: "",
  openedOn: "",
  iban: "",
};

/** An account as its form shows it. */
export function draftOf(account: Account): AccountDraft {
  const { name, kind, openedOn, iban, openingBalance } = account;
  return {
    name,
    kind,
    openedOn,
    iban,
    openingBalance: openingBalance.amount,
    currency: openingBalance.currency,
  };
}

/** Makes one, or changes the one with this id; without a name it is called as its kind. */
export function saveAccount(draft: AccountDraft, id?: string) {
  const whole = {
    ...draft,
    name: draft.name || t(`account.${draft.kind}`),
    currency: draft.currency.trim().toUpperCase(),
  };
  return id === undefined ? commands.accountCreate(whole) : commands.accountUpdate(id, whole);
}
