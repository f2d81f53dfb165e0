/** What is done to rows of the register, with what the user is told of it. */
import { commands, type Answer, type CommandError, type Row, type RuleDraft } from "../../ipc";
import { categoryName } from "../../lib/categories";
import { sentence, tellFailure } from "../../lib/errors";
import { isKey, locale, t, type Key } from "../../lib/i18n";
import { toast } from "../../lib/toasts.svelte";
import { replay, tellStep } from "../history";
import { draftOf } from "./form";
import { EVERYTHING } from "./register";

type Ids = readonly string[];

/** What is done to all chosen rows at once. */
export type Bulk =
  | { what: "category" | "payee" | "date"; value: string }
  | { what: "tags"; add: readonly string[]; remove: readonly string[] };

/** Does it, and says so with the way back. */
export async function change(ids: Ids, bulk: Bulk): Promise<boolean> {
  const { length: count } = ids;
  switch (bulk.what) {
    case "category":
      return categorise(ids, bulk.value);
    case "payee":
      return done(await commands.transactionsSetPayee([...ids], bulk.value), "register.payeeSet", count);
    case "date":
      return done(await commands.transactionsSetDate([...ids], bulk.value), "register.dateSet", count);
    case "tags": {
      const answer = await commands.transactionsTag([...ids], [...bulk.add], [...bulk.remove]);
      return done(answer, "register.tagsSet", count);
    }
  }
}

/** Deletes rows; the message offers to take it back. */
export async function remove(ids: Ids): Promise<boolean> {
  return done(await commands.transactionDelete([...ids]), "register.deleted", ids.length);
}

/**
 * Files rows under a category, "" for none; those that are split are left as they are, and counted. Of one row that was
 * corrected, proposes a rule; of any other, offers the same for others of its payee that wait.
 */
export async function categorise(ids: Ids, category: string, row?: Row): Promise<boolean> {
  const answer = await commands.transactionsCategorise([...ids], category === "" ? null : category);
  if (answer.status === "error") return failed(answer.error);
  const { filed, left } = answer.data;
  if (ids.length > 1) {
    const text = t("register.categorised", { count: filed });
    if (filed === 0) toast(t("register.leftSplit", { count: left }));
    else tellStep(left === 0 ? text : `${text}. ${t("register.leftSplit", { count: left })}`);
  } else if (
    row?.payee &&
    category !== "" &&
    !(wasFiled(row, category) && (await proposeRule(row, category)))
  )
    await offerOthers(row.payee.id, row.payee.name, category);
  return true;
}

/** Gives a row a payee, "" for none. */
export async function setPayee(id: string, name: string): Promise<boolean> {
  const answer = await commands.transactionsSetPayee([id], name);
  return answer.status === "ok" || failed(answer.error);
}

/** Takes the categories that are suggested for rows. */
export async function accept(ids: Ids): Promise<boolean> {
  const answer = await commands.suggestionsAccept([...ids]);
  if (ids.length > 1) return done(answer, "register.accepted", ids.length);
  return answer.status === "ok" || failed(answer.error);
}

/** Writes a row anew with one of its cells changed. What was reconciled may not add up any more, and says so. */
export async function rewriteCell(
  row: Row,
  column: "date" | "memo" | "account" | "amount",
  value: string,
): Promise<boolean> {
  const answer = await commands.transactionUpdate(row.id, { ...draftOf(row, locale.tag), [column]: value });
  if (answer.status === "error") return failed(answer.error);
  if (row.status === "reconciled" && column !== "memo") {
    toast(t("reconcile.warnEdited"), {
      action: { label: t("history.undo"), run: () => void replay("undo") },
    });
  }
  return true;
}

/** Whether it had a category, or the suggestion of one, that was another. */
function wasFiled({ splits, suggestion }: Row, category: string): boolean {
  const before = splits[0]?.category ?? suggestion?.category ?? null;
  return before !== null && before !== category;
}

/** Asks whether a row's payee is always to be filed so; `false` when there is nothing to ask. */
export async function proposeRule(row: Pick<Row, "id" | "payee">, category: string): Promise<boolean> {
  const answer = await commands.rulePropose(row.id, category);
  if (answer.status === "error" || !answer.data) return false;
  const { id, payee, draft } = answer.data;
  const all = await commands.categoryList();
  const found = all.status === "ok" ? all.data.find((one) => one.id === category) : undefined;
  if (!found) return false;
  toast(t("rules.always", { category: categoryName(found), payee }), {
    action: [
      { label: t("rules.alwaysYes"), run: () => void makeRule(id, draft, row, category) },
      { label: t("rules.alwaysNo"), run: () => undefined },
      { label: t("rules.alwaysNever"), run: () => void commands.ruleMute(payee, true) },
    ],
  });
  return true;
}

async function makeRule(
  id: string | null,
  draft: RuleDraft,
  row: Pick<Row, "payee">,
  category: string,
): Promise<void> {
  const answer = await commands.ruleSave(id, draft);
  if (answer.status === "error") {
    failed(answer.error);
    return;
  }
  tellStep(t("rules.saved", { name: answer.data.draft.name }));
  if (row.payee) await offerOthers(row.payee.id, row.payee.name, category);
}

async function offerOthers(payee: string, name: string, category: string): Promise<void> {
  const filter = { ...EVERYTHING, payee, review: true };
  const sort = { column: "date", descending: true } as const;
  const waiting = await commands.transactionIds(filter, sort, { offset: 0, limit: 0xffff_ffff });
  if (waiting.status === "error" || waiting.data.length === 0) return;
  const ids = waiting.data;
  toast(t("register.alsoOthers", { count: ids.length, name }), {
    action: { label: t("register.alsoThese"), run: () => void categorise(ids, category) },
  });
}

function done(answer: Answer<unknown, CommandError>, text: Key, count: number): boolean {
  if (answer.status === "error") return failed(answer.error);
  tellStep(t(text, { count }));
  return true;
}

/** A cell has no room for its problem: it is told at the window's edge. */
function failed(error: CommandError): false {
  const code = error.kind === "invalid" ? error.problems[0]?.code : undefined;
  const key = `problem.${code ?? ""}`;
  if (isKey(key)) toast(`${t(key)} ${sentence(error)}`, { kind: "problem" });
  else tellFailure(error);
  return false;
}
