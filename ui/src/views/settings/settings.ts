/** What the settings page arranges: pure. */
import type { Category } from "../../ipc";

export const SECTIONS = ["profile", "app", "accounts", "categories", "assistant", "data"] as const;
export type Section = (typeof SECTIONS)[number];

/** The section that the URL names; the first one where it names none. */
export function sectionOf(text: string | undefined): Section {
  return SECTIONS.find((one) => one === text) ?? "profile";
}

/** Minutes of idleness after which a profile can be set to lock; 0 is never. */
export const LOCK_MINUTES = [1, 5, 15, 30, 60, 0] as const;

/** The tree in order with each one's depth, one kind at a time. */
export function treeOf(
  categories: readonly Category[],
  kind: Category["kind"],
): { category: Category; depth: number }[] {
  const depths = new Map<string, number>();
  return categories
    .filter((category) => category.kind === kind)
    .map((category) => {
      const depth = category.parent === null ? 0 : (depths.get(category.parent) ?? 0) + 1;
      depths.set(category.id, depth);
      return { category, depth };
    });
}

/** A pressed key as the shell names it in a shortcut; nothing for a modifier alone or a key without one. */
export function acceleratorOf(event: KeyboardEvent): string | undefined {
  if (["Control", "Alt", "Shift", "Meta"].includes(event.key)) return undefined;
  const modifiers = [
    event.ctrlKey && "Ctrl",
    event.altKey && "Alt",
    event.shiftKey && "Shift",
    event.metaKey && "Super",
  ].filter((one) => one !== false);
  const key =
    /^(Key|Digit)(.)$/.exec(event.code)?.[2] ?? (/^F\d{1,2}$/.test(event.code) ? event.code : undefined);
  if (key === undefined) return undefined;
  // A plain or a shifted letter is typed text: it cannot be taken from every other program.
  if (!event.ctrlKey && !event.altKey && !event.metaKey && key.length === 1) return undefined;
  return [...modifiers, key].join("+");
}
