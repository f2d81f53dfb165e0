/** Something saved has changed: which topics, and the ledger's revision after it. */
export interface Change {
  topics: readonly string[];
  revision: number;
}

const listeners = new Set<(change: Change) => void>();

/** Calls `listener` on each change; the answer stops it. */
export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells every listener: called with what the shell's one event carries. */
export function announceChange(change: Change): void {
  for (const listener of [...listeners]) listener(change);
}
