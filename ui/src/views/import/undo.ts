/** Taking an import back. */
import { commands } from "../../ipc";
import { tellFailure } from "../../lib/errors";
import { t } from "../../lib/i18n";
import { toast } from "../../lib/toasts.svelte";
import { replay } from "../history";

/** Takes it back and says so; the message offers to take that back. True when it is gone. */
export async function takeBack(id: string, name: string): Promise<boolean> {
  const answer = await commands.importUndo(id);
  if (answer.status === "error") {
    tellFailure(answer.error);
    return false;
  }
  toast(t("step.undoImport", { name }), {
    action: { label: t("history.undo"), run: () => void replay("undo") },
  });
  return true;
}
