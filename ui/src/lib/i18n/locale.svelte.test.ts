import { flushSync } from "svelte";
import { expect, test } from "vitest";
import { locale, setLocale } from "./locale.svelte";

test("an effect that sets the locale does not undo what is chosen later", () => {
  const stop = $effect.root(() => {
    $effect(() => setLocale("en-GB"));
  });
  flushSync();
  setLocale("de-DE");
  flushSync();
  expect([locale.tag, locale.language, document.documentElement.lang]).toEqual(["de-DE", "de", "de-DE"]);
  stop();
});
