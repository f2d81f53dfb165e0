/** Taking imports back. */
import { commands } from "../../ipc";
import { tellFailure } from "../../lib/errors";
import { t } from "../../lib/i18n";
import { toast } from "../../lib/toasts.svelte";
import { replay } from "../history";

/** Undoes the latest steps. */
async function again(steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) await replay("undo");
}

/** Takes the imports of a file back and says so; the message offers to take that back. */
export async function takeBack(ids: readonly string[], name: string, keepEdited = false): Promise<void> {
  for (const id of ids) {
    const answer = await commands.importUndo(id, keepEdited);
    if (answer.status === "error") {
      tellFailure(answer.error);
      return;
    }
  }
  toast(t("step.undoImport", { name }), {
    action: { label: t("history.undo"), run: () => void again(ids.length) },
  });
}
