/** The statements of a file: pure. */
import type { AccountDraft, Preview, StatementPreview, Target, Unasked } from "../../ipc";
import { totals, type Choice } from "./piles";

/** A statement at hand, with what belongs to its whole file. */
export interface Shown extends StatementPreview, Omit<Preview, "statements"> {
  /** Where its rows go. */
  account: string | null;
}

/** What is decided, by statement and by index of the row. */
export type Decisions = ReadonlyMap<number, ReadonlyMap<number, Choice>>;

export function accountOf(target: Target): string | null {
  return target.kind === "into" ? target.account : null;
}

export function shown({ statements, ...file }: Preview, at: number): Shown | undefined {
  const statement = statements[at];
  return statement && { ...file, ...statement, account: accountOf(statement.target) };
}

/** The statements that are taken in, by their place. */
export function taken(preview: Preview): [number, StatementPreview][] {
  return [...preview.statements.entries()].filter(([, { target }]) => target.kind !== "leaveOut");
}

/** How many rows of all the statements get which action, with the decisions. */
export function allTotals(preview: Preview, decisions: Decisions): Unasked {
  const sum: Unasked = { add: 0, join: 0, link: 0, skip: 0 };
  for (const [at, { unasked }] of taken(preview)) {
    const of = totals(unasked, decisions.get(at) ?? new Map());
    sum.add += of.add;
    sum.join += of.join;
    sum.link += of.link;
    sum.skip += of.skip;
  }
  return sum;
}

/** What the rows of a file that could not be read are saved as: `march (not read).csv`. */
export function restName(fileName: string, what: string): string {
  const dot = fileName.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [fileName.slice(0, dot), fileName.slice(dot)] : [fileName, ""];
  // What is saved is text, also of an archive or a workbook.
  return `${stem} (${what})${/^\.(zip|xlsx?)$/i.test(ending) ? ".csv" : ending}`;
}

/** ISO 13616: country, check digits, and the country's own number. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9 ]{10,}$/i;

type InFile = Pick<StatementPreview, "accountInFile" | "numberInFile" | "currency" | "from" | "opening">;

/**
 * A new account for a statement. `usual` is the name of one that the file gives none; a number is told from another by
 * its end. `currency` is for a file that names none.
 */
export function accountInFile(
  { accountInFile: said, numberInFile, currency: stated, from, opening }: InFile,
  currency: string,
  usual: string,
): AccountDraft {
  const number = said?.replaceAll(" ", "") ?? "";
  const isIban = IBAN.test(said ?? "");
  const isNumber = isIban || /^[\d*xX.…•-]{4,}$/.test(number);
  return {
    name: isNumber ? `${usual} ${number.slice(-4)}` : (said ?? usual),
    kind: "checking",
    iban: isNumber ? number : (numberInFile ?? ""),
    currency: stated ?? currency,
    openingBalance: opening?.amount ?? "",
    openedOn: from ?? "",
  };
}
