/** One export at a time: asked for anywhere, written or read by the shell, shown while it goes on. */
import { commands, type ExportWhat } from "../../ipc";
import { tellFailure } from "../../lib/errors";
import { t } from "../../lib/i18n";
import { toast } from "../../lib/toasts.svelte";

export const exporting: {
  /** 0 to 1000 while it goes on. */
  permille: number | undefined;
  /** It is taken in again. */
  reading: boolean;
} = $state({ permille: undefined, reading: false });

/** Asks where to, writes it there, and says so. */
export async function save(what: ExportWhat): Promise<void> {
  exporting.reading = false;
  const answer = await commands.exportSave(what);
  exporting.permille = undefined;
  if (answer.status === "error") {
    tellFailure(answer.error);
    return;
  }
  const done = answer.data;
  if (!done) return;
  toast(
    done.rows === null
      ? t("export.copied", { name: done.name })
      : t("export.done", { name: done.name, count: done.rows }),
  );
}

/** Asks for an exported book and fills this profile with it; whether it did. */
export async function restore(): Promise<boolean> {
  exporting.reading = true;
  const answer = await commands.bookRestore();
  exporting.permille = undefined;
  if (answer.status === "error") {
    const taken = answer.error.kind === "invalid";
    if (taken) toast(t("export.notEmpty"), { kind: "problem" });
    else tellFailure(answer.error);
    return false;
  }
  if (answer.data === null) return false;
  toast(t("export.restored", { count: answer.data }));
  return true;
}
