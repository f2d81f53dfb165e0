/** What the user chose for the whole app: it holds before anybody is logged in. */
import { commands, type Preferences, type Settings } from "./ipc";
import { setLocale } from "./lib/i18n";
import { setAmountsHidden, setTheme } from "./lib/theme.svelte";

export const preferences: { now: Preferences } = $state({
  now: { theme: "system", locale: null, lastProfile: null, closeToTray: null, hideAmounts: false },
});

type Speech = Pick<Settings, "locale" | "country">;

/** What the app speaks while nobody is logged in; the web view does not always know the system's language. */
let unlogged: Speech = { locale: "en", country: "" };

/** Reads them, and gives the window its look. */
export async function loadPreferences(): Promise<void> {
  const [answer, info] = await Promise.all([commands.preferencesGet(), commands.appInfo()]);
  if (info.status === "ok") unlogged = info.data;
  if (answer.status === "ok") apply(answer.data);
}

/** Changes some of them, at once and for the next start. */
export async function changePreferences(change: Partial<Preferences>): Promise<void> {
  const next = { ...preferences.now, ...change };
  apply(next);
  await commands.preferencesSet(next);
}

/** Speaks the language of who is logged in; of the app, or else of the system, when nobody is. */
export function speak(settings: Settings | undefined): void {
  const chosen = preferences.now.locale ?? unlogged.locale;
  setLocale(localeTag(settings ?? { locale: chosen, country: unlogged.country }));
}

/**
 * How numbers and dates look: as the ledger reads them when they are typed, with a decimal point and the day first
 * in English (but for the United States), with a comma in German.
 */
export function localeTag({ locale, country }: Speech): string {
  if (locale === "de") return "de-DE";
  return country === "US" ? "en-US" : "en-GB";
}

function apply(next: Preferences): void {
  preferences.now = next;
  setTheme(next.theme);
  setAmountsHidden(next.hideAmounts);
}
