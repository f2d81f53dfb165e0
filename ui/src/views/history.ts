/** Undo and redo of data. */
import { commands } from "../ipc";
import { tellFailure } from "../lib/errors";
import { t } from "../lib/i18n";
import { stepText } from "../lib/steps";
import { toast } from "../lib/toasts.svelte";

const WAYS = {
  undo: { back: "redo", done: "history.undone", nothing: "history.nothingToUndo" },
  redo: { back: "undo", done: "history.redone", nothing: "history.nothingToRedo" },
} as const;

type Way = keyof typeof WAYS;

let takeBack: () => void = () => undefined;

/** Says what was done, and offers the way back: only for the latest step, since that is what it would undo. */
export function tellStep(text: string, back: Way = "undo"): void {
  takeBack();
  takeBack = toast(text, { action: { label: t(`history.${back}`), run: () => void replay(back) } });
}

/** Takes the latest step back or does it again, and says which. */
export async function replay(way: Way): Promise<void> {
  const { back, done, nothing } = WAYS[way];
  const answer = await commands[way]();
  if (answer.status === "error") {
    tellFailure(answer.error);
    return;
  }
  const step = answer.data;
  if (step) tellStep(t(done, { what: stepText(step) }), back);
  else {
    takeBack();
    takeBack = toast(t(nothing));
  }
}
