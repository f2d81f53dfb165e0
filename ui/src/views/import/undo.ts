/** Taking an import back. */
import { commands } from "../../ipc";
import { tellFailure } from "../../lib/errors";
import { t } from "../../lib/i18n";
import { toast } from "../../lib/toasts.svelte";
import { replay } from "../history";
import { flow, next } from "./flow.svelte";

/** Takes it back and says so; the message offers to take that back. */
export async function takeBack(id: string, name: string): Promise<void> {
  const answer = await commands.importUndo(id);
  if (answer.status === "error") {
    tellFailure(answer.error);
    return;
  }
  toast(t("step.undoImport", { name }), {
    action: { label: t("history.undo"), run: () => void replay("undo") },
  });
  // What it did need not be told any more.
  if (flow.stage.kind === "done" && flow.stage.result.import === id) next();
}
