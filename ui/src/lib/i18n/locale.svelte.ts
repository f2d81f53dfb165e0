/** Languages with a complete set of texts. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The user's locale. `tag` (BCP 47, as "de-AT") decides how numbers and dates look, `language` which texts are
 * shown. Reading either in a component makes it follow a change at run time.
 */
export const locale: { tag: string; language: Language } = $state({ tag: "en", language: "en" });

/** Takes the locale over, falling back to English texts where the language has none. */
export function setLocale(tag: string): void {
  const parsed = parse(tag);
  locale.tag = parsed.baseName;
  locale.language = LANGUAGES.find((language) => language === parsed.language) ?? "en";
  // Not by reading it back: an effect that sets the locale must not run again when another does.
  document.documentElement.lang = parsed.baseName;
}

/** WebKit calls the locale of a system without one "c", which is no tag. */
function parse(tag: string): Intl.Locale {
  try {
    return new Intl.Locale(tag);
  } catch {
    return new Intl.Locale("en");
  }
}
