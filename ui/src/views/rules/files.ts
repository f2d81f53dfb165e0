/** Rules saved to a file and taken from one, with what the user is told of it. */
import { commands } from "../../ipc";
import { tellFailure } from "../../lib/errors";
import { t } from "../../lib/i18n";
import { toast } from "../../lib/toasts.svelte";
import { tellStep } from "../history";

const NAME = "ExpenseIQ rules.json";

export async function exportRules(): Promise<void> {
  const answer = await commands.rulesExport(NAME);
  if (answer.status === "error") tellFailure(answer.error);
  else if (answer.data) toast(t("rules.exported"));
}

export async function importRules(): Promise<void> {
  const answer = await commands.rulesImport();
  if (answer.status === "error") {
    if (answer.error.kind === "invalid") toast(t("rules.notAFile"), { kind: "problem" });
    else tellFailure(answer.error);
    return;
  }
  if (!answer.data) return;
  const { added, there, refused } = answer.data;
  const said = [t("rules.imported", { count: added })];
  if (there > 0) said.push(t("rules.importedThere", { count: there }));
  const text = said.join(". ");
  if (added > 0) tellStep(text);
  else toast(text);
  if (refused.length > 0) {
    const names = refused.map(({ name }) => name).join(", ");
    toast(t("rules.importRefused", { names }), { kind: "problem" });
  }
}
