/** Demo data: a profile that nobody has to make, and that is thrown away when it is locked. */
import { commands } from "../../ipc";
import { tellFailure } from "../../lib/errors";
import { locale } from "../../lib/i18n";
import { login } from "../../session.svelte";

/** Makes it and opens it; the profile that is open is locked. */
export async function openDemo(): Promise<void> {
  const answer = await commands.profileDemo(locale.language);
  if (answer.status === "error") {
    tellFailure(answer.error);
    return;
  }
  login.session = answer.data;
  login.welcoming = false;
}
