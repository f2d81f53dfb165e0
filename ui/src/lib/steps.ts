/** Undoable steps in words. */
import type { StepLabel } from "../ipc";
import { t } from "./i18n";

/** "Lidl added", "3 transactions deleted". */
export function stepText({ kind, count, name }: StepLabel): string {
  return t(`step.${kind}`, { count, name: name === "" ? t("step.noName") : name });
}
