/** Payees to be made one. */
import { commands, type PayeeEntry } from "../../ipc";
import type { Option } from "../../lib/options";

/** The id of the one with most transactions. */
export function mostUsed(payees: readonly PayeeEntry[]): string {
  const [first, ...others] = payees;
  if (!first) return "";
  return others.reduce((most, one) => (one.transactions > most.transactions ? one : most), first).id;
}

/** Others into which payees can go, best first. */
export async function heirs(typed: string, payees: readonly PayeeEntry[]): Promise<readonly Option[]> {
  const answer = await commands.payeeList(typed);
  if (answer.status === "error") return [];
  const others = answer.data.filter(({ id }) => payees.every((one) => one.id !== id));
  return others.map(({ id, name, transactions }) => ({ value: id, label: name, hint: String(transactions) }));
}

/** The payee of exactly that name. */
export async function payeeNamed(name: string): Promise<PayeeEntry | undefined> {
  const answer = await commands.payeePage(name.trim(), "transactions", { offset: 0, limit: 100 });
  if (answer.status === "error") return undefined;
  return answer.data.payees.find((one) => one.name === name.trim());
}
