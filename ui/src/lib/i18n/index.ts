/** Texts of the app: `t("screen.key", { name })`, in ICU message format. locales/en.json is the type. */
export { locale, setLocale, LANGUAGES, type Language } from "./locale.svelte";
export { t, isKey, type Args, type Key } from "./translate";
