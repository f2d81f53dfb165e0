/** The welcome's own arithmetic: pure. */
import type { CommandError } from "../../ipc";
import type { Option } from "../../lib/options";

/** The groups of a recovery code as it is printed. */
export function groupsOf(code: string): string[] {
  return code.split("-");
}

/** What is written to a file: whose code it is, and the code. */
export function sheet(title: string, code: string): string {
  return `ExpenseIQ\n\n${title}\n\n${code}\n`;
}

/** Which two groups to ask for, counted from 0 and in order; `random` gives numbers from 0 up to 1. */
export function groupsToAsk(count: number, random: () => number): [number, number] {
  const first = Math.floor(random() * count);
  const other = (first + 1 + Math.floor(random() * (count - 1))) % count;
  return first < other ? [first, other] : [other, first];
}

/** Whether a group was retyped right; letters that are mistaken for digits count as these (Crockford's base 32). */
export function isSameGroup(typed: string, group: string): boolean {
  const plain = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return plain === group;
}

/** How long to wait before the next attempt, in milliseconds. */
export function waitOf(error: CommandError): number {
  return error.kind === "wrongPassword" || error.kind === "throttled" ? error.retryAfterMs : 0;
}

/** Currencies by the names that the user's language has for them. */
export function currencyOptions(codes: readonly string[], tag: string): Option[] {
  const names = new Intl.DisplayNames(tag, { type: "currency" });
  return codes
    .map((code) => ({ value: code, label: names.of(code) ?? code, hint: code }))
    .sort((a, b) => a.label.localeCompare(b.label, tag));
}
