/** How often something comes again, in words. */
import type { Recurrence } from "../ipc";
import { t } from "./i18n";

/** "every month", "every 2 weeks". */
export function recurrenceText({ every, unit }: Recurrence): string {
  return t(`recurrence.${unit}`, { every });
}
