/** What went wrong, in the user's words. */
import type { Code, CommandError, Field } from "../ipc";
import { isKey, t } from "./i18n";
import { toast } from "./toasts.svelte";

/** Codes by the field that they belong to. */
export type FieldCodes = Partial<Record<Field, readonly Code[]>>;

/** What a form shows at its fields; empty for errors that are about no field. */
export function fieldCodes(error: CommandError | undefined): FieldCodes {
  if (error?.kind !== "invalid") return {};
  const codes: Partial<Record<Field, Code[]>> = {};
  for (const { field, code } of error.problems) {
    const known = (codes[field] ??= []);
    if (!known.includes(code)) known.push(code);
  }
  return codes;
}

/** One sentence for an error that belongs to no field. */
export function sentence(error: CommandError): string {
  if (error.kind === "internal") return t("failure.internal", { ticket: error.ticket });
  if (error.kind === "assistant") return troubleText(error.code);
  if (error.kind === "file") return t(`failure.file.${error.problem}`);
  return t(`failure.${error.kind}`);
}

/** Why the language model was not asked or did not answer. */
export function troubleText(code: string): string {
  const key = `trouble.${code}`;
  return isKey(key) ? t(key) : t("trouble.notUnderstood");
}

/** Tells of a failed command in a toast. */
export function tellFailure(error: CommandError): void {
  // The window is about to show the lock screen, which says enough.
  if (error.kind === "locked" || error.kind === "cancelled") return;
  toast(sentence(error), { kind: "problem" });
}
