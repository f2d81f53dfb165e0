/** The piles of a preview, and what can be done with their rows: pure. */
import type { Action, Counts, Pile, Unasked } from "../../ipc";

/** A decision, and what would have been done without it. */
export interface Choice {
  action: Action;
  unasked: Action;
}

export const PILES: readonly Pile[] = ["new", "maybe", "transfer", "already", "broken"];

/** What can be done with a row of each pile, the usual first. */
export const ACTIONS: Record<Pile, readonly Action[]> = {
  new: ["add", "skip"],
  maybe: ["add", "join", "skip"],
  transfer: ["link", "add", "skip"],
  already: ["skip", "add"],
  broken: [],
};

/** The piles that have rows; that of the new ones is always there. */
export function filledPiles(counts: Counts): Pile[] {
  return PILES.filter((pile) => pile === "new" || counts[pile] > 0);
}

/** What to look at first: what wants a decision, then what is new, then what there is, then what could not be read. */
export function firstPile(counts: Counts, problems: number): Pile | "problems" {
  const order: readonly Pile[] = ["maybe", "new", "transfer", "already", "broken"];
  return order.find((pile) => counts[pile] > 0) ?? (problems > 0 ? "problems" : "new");
}

/** How many rows get which action, with the decisions. */
export function totals(unasked: Unasked, decisions: ReadonlyMap<number, Choice>): Unasked {
  const all = { ...unasked };
  for (const { action, unasked: instead } of decisions.values()) {
    all[instead] -= 1;
    all[action] += 1;
  }
  return all;
}

/** The key of each action, on the row that has the focus. */
export const KEYS: Record<Action, string> = { add: "A", join: "S", link: "L", skip: "X" };
