import { IntlMessageFormat } from "intl-messageformat";
import de from "../../locales/de.json";
import en from "../../locales/en.json";
import { locale, type Language } from "./locale.svelte";

export type Key = keyof typeof en;
export type Args = Readonly<Record<string, string | number | Date>>;

const texts: Record<Language, Record<Key, string>> = { en, de };
const compiled = new Map<string, IntlMessageFormat>();

/** The text of `key` in the current language, with numbers and plurals as the current locale has them. */
export function t(key: Key, args: Args = {}): string {
  const text = texts[locale.language][key];
  // Most have nothing to fill in and nothing quoted: no need to read them as a message.
  if (!/[{']/.test(text)) return text;
  const id = `${locale.tag} ${key}`;
  let message = compiled.get(id);
  if (!message) {
    message = new IntlMessageFormat(text, locale.tag, undefined, { ignoreTag: true });
    compiled.set(id, message);
  }
  return String(message.format(args));
}

/** Whether there is a text for `key`: for codes that come over the wire. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(en, key);
}
