/** Statement files that were dropped on the window and wait for the import view. */
import type { Picked } from "./ipc";

export const dropped: {
  /** Files hang over the window. */
  over: boolean;
  waiting: Picked | undefined;
} = $state({ over: false, waiting: undefined });

/** Takes them over: they wait no longer. */
export function takeDropped(): Picked | undefined {
  const picked = dropped.waiting;
  dropped.waiting = undefined;
  return picked;
}
