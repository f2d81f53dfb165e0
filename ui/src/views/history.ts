/** Undo and redo of data. */
import { commands } from "../ipc";
import { tellFailure } from "../lib/errors";
import { t } from "../lib/i18n";
import { stepText } from "../lib/steps";
import { toast } from "../lib/toasts.svelte";

const WAYS = {
  undo: { back: "redo", done: "history.undone", nothing: "history.nothingToUndo", action: "history.redo" },
  redo: { back: "undo", done: "history.redone", nothing: "history.nothingToRedo", action: "history.undo" },
} as const;

/** Takes the latest step back or does it again, and says which; the message offers the way back. */
export async function replay(way: keyof typeof WAYS): Promise<void> {
  const { back, done, nothing, action } = WAYS[way];
  const answer = await commands[way]();
  if (answer.status === "error") tellFailure(answer.error);
  else if (answer.data === null) toast(t(nothing));
  else
    toast(t(done, { what: stepText(answer.data) }), {
      action: { label: t(action), run: () => void replay(back) },
    });
}
