/** What is done to rows of the register, with what the user is told of it. */
import { commands, type Answer, type CommandError, type Row, type TransactionDraft } from "../../ipc";
import { sentence, tellFailure } from "../../lib/errors";
import { isKey, t, type Key } from "../../lib/i18n";
import { toast } from "../../lib/toasts.svelte";
import { tellStep } from "../history";
import { EVERYTHING } from "./register";

type Ids = readonly string[];

/** Deletes rows; the message offers to take it back. */
export async function remove(ids: Ids): Promise<boolean> {
  return done(await commands.transactionDelete([...ids]), "register.deleted", ids.length);
}

/** Files rows under a category, "" for none. Of one row, offers the same for others of its payee that wait. */
export async function categorise(ids: Ids, category: string, row?: Row): Promise<boolean> {
  const answer = await commands.transactionsCategorise([...ids], category === "" ? null : category);
  if (ids.length > 1) return done(answer, "register.categorised", ids.length);
  if (answer.status === "error") return failed(answer.error);
  if (row?.payee && category !== "") await offerOthers(row.payee.id, row.payee.name, category);
  return true;
}

/** Gives rows a payee, "" for none. */
export async function setPayee(ids: Ids, name: string): Promise<boolean> {
  const answer = await commands.transactionsSetPayee([...ids], name);
  if (ids.length > 1) return done(answer, "register.payeeSet", ids.length);
  return answer.status === "ok" || failed(answer.error);
}

/** Takes the categories that are suggested for rows. */
export async function accept(ids: Ids): Promise<boolean> {
  const answer = await commands.suggestionsAccept([...ids]);
  if (ids.length > 1) return done(answer, "register.accepted", ids.length);
  return answer.status === "ok" || failed(answer.error);
}

/** Writes a row anew. */
export async function rewrite(id: string, draft: TransactionDraft): Promise<boolean> {
  const answer = await commands.transactionUpdate(id, draft);
  return answer.status === "ok" || failed(answer.error);
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
