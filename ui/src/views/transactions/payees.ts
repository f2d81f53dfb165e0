/** Payees for a combobox. */
import { commands } from "../../ipc";
import type { Option } from "../../lib/options";
import { payeeOptions } from "./form";

/** Those whose name holds the typed text, best first. */
export async function findPayees(typed: string): Promise<readonly Option[]> {
  const answer = await commands.payeeList(typed);
  return answer.status === "error" ? [] : payeeOptions(answer.data);
}
