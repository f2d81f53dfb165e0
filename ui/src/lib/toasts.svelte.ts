/** Short messages at the window's edge, said to screen readers, with an action such as Undo, or a few to choose from. */

import { untrack } from "svelte";

export interface ToastAction {
  label: string;
  run: () => void;
}

export interface Toast {
  id: number;
  text: string;
  kind: "done" | "problem";
  actions: readonly ToastAction[];
}

const MOST_AT_ONCE = 3;
/** Long enough to read, and to reach the action by keyboard. */
const SHOWN_MS = 8_000;

let next = 1;
const queue: { all: readonly Toast[] } = $state({ all: [] });

/** Those on screen, oldest first; the rest wait. */
export function shownToasts(): readonly Toast[] {
  return queue.all.slice(0, MOST_AT_ONCE);
}

/** Queues a message; the answer takes it back. */
export function toast(
  text: string,
  {
    kind = "done",
    action = [],
  }: { kind?: Toast["kind"]; action?: ToastAction | readonly ToastAction[] } = {},
): () => void {
  const id = next++;
  const actions = "run" in action ? [action] : action;
  queue.all = [...untrack(() => queue.all), { id, text, kind, actions }];
  return () => dismiss(id);
}

export function dismiss(id: number): void {
  queue.all = queue.all.filter((one) => one.id !== id);
}

/** Takes everything away, as when locking. */
export function clearToasts(): void {
  queue.all = [];
}

/** Counts down from the moment a toast is shown; `pause` while someone is on it, then it starts anew. */
export function countdown(done: () => void): { pause: () => void; resume: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = () => clearTimeout(timer);
  const resume = () => {
    pause();
    timer = setTimeout(done, SHOWN_MS);
  };
  resume();
  return { pause, resume };
}
