/** Where a part of the quick-add line is typed. Pure. */
import type { Part, What } from "../../ipc";

/** What begins a part that the line has not got. */
const SIGNS: Partial<Record<What, string>> = { tag: "#", account: "@" };

/** The line without what was taken for this. */
export function without(line: string, parts: readonly Part[], what: What): string {
  return parts
    .filter((part) => part.what === what)
    .reverse()
    .reduce((rest, { start, length }) => `${rest.slice(0, start)}${rest.slice(start + length)}`, line)
    .replace(/\s+/g, " ")
    .trim();
}

/** The line with the part to be selected; one that it has not got begins at its end. */
export function place(
  line: string,
  parts: readonly Part[],
  what: What,
): { text: string; start: number; end: number } {
  const found = parts.find((part) => part.what === what);
  if (found) return { text: line, start: found.start, end: found.start + found.length };
  const text = `${line.trimEnd()} ${SIGNS[what] ?? ""}`;
  return { text, start: text.length, end: text.length };
}
