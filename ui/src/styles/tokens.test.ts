import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

// Imported it would be empty: the tests leave styles out.
const css = readFileSync("src/styles/tokens.css", "utf8");
const namesIn = (text: string) => [...text.matchAll(/(--[\w-]+):/g)].flatMap(([, name]) => name ?? []);
const within = (query: string) => css.split(`@media (${query})`)[1]?.split("@media")[0] ?? "";

test("with forced colours every token is one of the system's, but for the series", () => {
  const coloured = [...css.matchAll(/(--[\w-]+): light-dark/g)].flatMap(([, name]) => name ?? []);
  const series = coloured.filter((name) => /^--c(\d|-past)/.test(name));
  expect(series).toHaveLength(8);
  const forced = within("forced-colors: active");
  expect(new Set([...namesIn(forced), ...series, "--backdrop"])).toEqual(new Set(coloured));
  expect(forced).not.toMatch(/#[\da-f]{3}|rgb/i);
});

test("who wants more contrast gets lines and soft text that are stronger", () => {
  expect(namesIn(within("prefers-contrast: more"))).toEqual(
    expect.arrayContaining(["--line", "--text-soft", "--text-faint"]),
  );
});
