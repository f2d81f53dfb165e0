/** Who is logged in. */
import { commands, type Session } from "./ipc";

export const login: {
  /** Null while locked, undefined until it is known. */
  session: Session | null | undefined;
  /** The welcome has more to show, such as the recovery code, though the profile is open already. */
  welcoming: boolean;
} = $state({ session: undefined, welcoming: false });

/** Whoever it will be: with this the page is laid out before anybody is logged in, when nothing of it can be seen. */
export const ANYBODY: Session = {
  profile: { id: "", name: "", email: "" },
  settings: {
    currency: "EUR",
    locale: "en",
    country: "",
    autoLockMinutes: 5,
    countSuggestions: false,
    recoveryConfirmed: true,
  },
  demo: false,
};

/** Asks the shell again. */
export async function refreshSession(): Promise<void> {
  const answer = await commands.session();
  login.session = answer.status === "ok" ? answer.data : null;
}
