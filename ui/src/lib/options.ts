/** What a combobox offers: pure. */
import { search } from "./fuzzy";

export interface Option {
  value: string;
  label: string;
  /** Shown before the label and searched with it: "Food" of "Food › Groceries". */
  parent?: string;
  /** Heading that options of the same group stand under. */
  group?: string;
  /** Quiet text at the end, as a balance or a count. */
  hint?: string;
  /** A category's colour, 1 to 7. */
  colour?: number;
}

/** An option, or the offer to make a new one from the typed text. */
export type Offer = { kind: "option"; option: Option } | { kind: "create"; text: string };

/** What to offer for the typed text: the best first, in groups only while nothing was typed. */
export function offers(options: readonly Option[], typed: string, canCreate: boolean): Offer[] {
  const text = typed.trim();
  const found = search(text, options, (option) => `${option.label} ${option.parent ?? ""}`);
  const list: Offer[] = found.map((option) => ({ kind: "option", option }));
  const exact = found.some((option) => option.label.toLowerCase() === text.toLowerCase());
  if (canCreate && text !== "" && !exact) list.push({ kind: "create", text });
  return list;
}

/** The group heading to print above the offer at `index`, if a new group begins there. */
export function headingAt(list: readonly Offer[], index: number, typed: string): string | undefined {
  if (typed.trim() !== "") return undefined;
  const groupOf = (offer: Offer | undefined) => (offer?.kind === "option" ? offer.option.group : undefined);
  const group = groupOf(list[index]);
  return group !== groupOf(list[index - 1]) ? group : undefined;
}
