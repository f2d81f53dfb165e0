/**
 * One import from the file to its result, and the files that wait behind it. It lives as long as the profile is open,
 * so that a look at another page loses no decision.
 */
import {
  commands,
  type CommandError,
  type Decision,
  type FileToken,
  type ImportProgress,
  type ImportResult,
  type Options,
  type Pile,
  type Picked,
  type Preview,
  type PreviewRow,
  type Question,
  type QuestionKind,
  type RefusedFile,
  type Target,
} from "../../ipc";
import type { Choice } from "./piles";
import type { Decisions } from "./statement";

export type Stage =
  | { kind: "start" }
  | { kind: "reading"; file: FileToken }
  | { kind: "preview"; file: FileToken; preview: Preview }
  | { kind: "saving"; file: FileToken; preview: Preview }
  | { kind: "done"; name: string; preview: Preview; results: ImportResult[] }
  | { kind: "failed"; name: string; error: CommandError }
  | { kind: "refused"; file: RefusedFile };

/** Why the preview is not what it was. */
export type Notice = { kind: "changed" } | { kind: "unreadable"; error: CommandError };

type Waiting = { kind: "file"; file: FileToken } | { kind: "refused"; file: RefusedFile };

const ROWS_AT_ONCE = 500;

let stage: Stage = $state.raw({ kind: "start" });
let waiting: readonly Waiting[] = $state.raw([]);
let place = $state.raw({ at: 0, of: 0 });
let permille = $state(0);
let again = $state(false);
let notice: Notice | undefined = $state.raw();
let questions: readonly Question[] = $state.raw([]);
let answered: ReadonlySet<QuestionKind> = $state.raw(new Set());
let at = $state(0);
let decisions: Decisions = $state.raw(new Map());
/** What is answered for an earlier file, or another profile, is dropped. */
let age = 0;

export const flow = {
  get stage() {
    return stage;
  },
  /** Which of the files given together is at hand, from 1. */
  get place() {
    return place;
  },
  get permille() {
    return permille;
  },
  /** The file is read once more while its preview stays on screen. */
  get again() {
    return again;
  },
  get notice() {
    return notice;
  },
  /** All that the file could not answer, also when it has been answered since. */
  get questions() {
    return questions;
  },
  get answered() {
    return answered;
  },
  /** Which of the file's statements is looked at, from 0. */
  get at() {
    return at;
  },
  /** Where they differ from what is done unasked. */
  get decisions() {
    return decisions;
  },
};

/** Begins with the first of these files, or puts them behind those that wait. */
export function take({ files, refused }: Picked, account: string | null = null): void {
  const more: Waiting[] = [
    ...files.map((file) => ({ kind: "file", file }) as const),
    ...refused.map((file) => ({ kind: "refused", file }) as const),
  ];
  if (more.length === 0) return;
  const isFree = stage.kind === "start" || stage.kind === "failed" || stage.kind === "refused";
  const isAnew = waiting.length === 0 && (isFree || stage.kind === "done");
  waiting = [...waiting, ...more];
  place = isAnew ? { at: 0, of: more.length } : { ...place, of: place.of + more.length };
  if (isAnew) next(account);
}

/** Goes on with the next file, or back to the start. */
export function next(account: string | null = null): void {
  clear();
  const [first, ...rest] = waiting;
  waiting = rest;
  if (!first) {
    stage = { kind: "start" };
    place = { at: 0, of: 0 };
    return;
  }
  place = { ...place, at: place.at + 1 };
  if (first.kind === "refused") stage = first;
  else {
    stage = { kind: "reading", file: first.file };
    void read(first.file, account === null ? [] : [{ kind: "into", account }], {});
  }
}

/** Forgets everything, as when the profile closes. */
export function reset(): void {
  clear();
  waiting = [];
  place = { at: 0, of: 0 };
  stage = { kind: "start" };
}

/** Gives the file at hand up; nothing of it is kept. */
export function giveUp(): void {
  if (stage.kind === "saving") {
    // Its answer says whether it was stopped in time.
    void commands.importCancel(stage.file.token);
    return;
  }
  if (stage.kind === "reading" || stage.kind === "preview") void commands.importCancel(stage.file.token);
  next();
}

/** Looks at another statement of the file. */
export function look(statement: number): void {
  at = statement;
}

/** Reads the file once more: for other accounts, by statement, or with other options. */
export function readAgain(change: { targets?: ReadonlyMap<number, Target>; options?: Options }): void {
  if (stage.kind !== "preview" || again) return;
  const { preview, file } = stage;
  again = true;
  permille = 0;
  notice = undefined;
  const targets = preview.statements.map(({ target }, index) => change.targets?.get(index) ?? target);
  void read(file, targets, change.options ?? preview.options);
}

/** Takes an answer to one of the questions over. */
export function answer(kind: QuestionKind, options: Options): void {
  answered = new Set([...answered, kind]);
  readAgain({ options });
}

export function told({ token, done }: ImportProgress): void {
  const isHere = "file" in stage && "token" in stage.file && stage.file.token === token;
  if (isHere) permille = done;
}

/** What is to be done with a row of the statement that is looked at. */
export function decide(row: PreviewRow, action: Choice["action"]): void {
  decisions = decided(decisions, at, [row], action);
}

/** What is to be done with all rows of a pile. */
export async function decideAll(pile: Pile, action: Choice["action"]): Promise<void> {
  if (stage.kind !== "preview") return;
  const { token } = stage.file;
  const statement = at;
  const mine = age;
  const rows: PreviewRow[] = [];
  for (let total = 1; rows.length < total;) {
    const page = await commands.importRows(token, statement, pile, {
      offset: rows.length,
      limit: ROWS_AT_ONCE,
    });
    if (mine !== age || page.status === "error" || page.data.rows.length === 0) return;
    total = page.data.total;
    rows.push(...page.data.rows);
  }
  decisions = decided(decisions, statement, rows, action);
}

/** The decisions as they are sent. */
export function chosen(all: Decisions): Decision[] {
  return [...all].flatMap(([statement, rows]) =>
    [...rows].map(([index, { action }]) => ({ statement, index, action })),
  );
}

/** Takes the file in. */
export async function commit(): Promise<void> {
  if (stage.kind !== "preview" || again) return;
  const { file, preview } = stage;
  const mine = age;
  permille = 0;
  stage = { kind: "saving", file, preview };
  const answer = await commands.importCommit(file.token, chosen(decisions), preview.digest);
  if (mine !== age) return;
  if (answer.status === "ok") {
    stage = { kind: "done", name: file.name, preview, results: answer.data };
  } else if (answer.error.kind === "previewChanged") {
    stage = { kind: "preview", file, preview };
    decisions = new Map();
    readAgain({});
    notice = { kind: "changed" };
  } else stage = { kind: "failed", name: file.name, error: answer.error };
}

async function read(file: FileToken, targets: Target[], options: Options): Promise<void> {
  const mine = age;
  const answer = await commands.importPreview(file.token, targets, options);
  if (mine !== age) return;
  again = false;
  if (answer.status === "ok") {
    const preview = answer.data;
    const isOther = stage.kind === "preview" && stage.preview.digest !== preview.digest;
    if (isOther) decisions = new Map();
    if (at >= preview.statements.length) at = 0;
    const asked = preview.statements.flatMap((statement) => statement.questions);
    const fresh = asked.filter(
      ({ kind }, index) =>
        !questions.some((one) => one.kind === kind) && asked.findIndex((one) => one.kind === kind) === index,
    );
    questions = [...questions, ...fresh];
    stage = { kind: "preview", file, preview: withSample(preview) };
  } else if (stage.kind === "preview") notice = { kind: "unreadable", error: answer.error };
  else stage = { kind: "failed", name: file.name, error: answer.error };
}

/** When columns are misread, no entry may be left to show; those from before still stand in the file. */
function withSample(preview: Preview): Preview {
  const before = stage.kind === "preview" ? stage.preview.statements : [];
  const statements = preview.statements.map((statement, index) =>
    statement.sample.length > 0 ? statement : { ...statement, sample: before[index]?.sample ?? [] },
  );
  return { ...preview, statements };
}

function decided(
  before: Decisions,
  statement: number,
  rows: readonly PreviewRow[],
  action: Choice["action"],
): Decisions {
  const after = new Map(before.get(statement));
  for (const { index, action: unasked } of rows) {
    if (action === unasked) after.delete(index);
    else after.set(index, { action, unasked });
  }
  return new Map(before).set(statement, after);
}

function clear(): void {
  age += 1;
  permille = 0;
  again = false;
  notice = undefined;
  questions = [];
  answered = new Set();
  at = 0;
  decisions = new Map();
}
