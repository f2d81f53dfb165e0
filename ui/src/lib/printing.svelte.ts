/** A page on paper: in light colours, with lists in their length instead of what fits the window. */
import { flushSync } from "svelte";
import { setTheme, theme, type Theme } from "./theme.svelte";

/** While it is on, lists show their rows from the first on, up to PRINTED. */
export const printing: { on: boolean } = $state({ on: false });

/** So many rows of a list are printed; for more there is the export. */
export const PRINTED = 1000;

const PATIENCE_MS = 10_000;

/** Opens the system's dialog for the page as it is, as soon as its lists have all rows. */
export async function printPage(): Promise<void> {
  printing.on = true;
  const end = performance.now() + PATIENCE_MS;
  do await new Promise(requestAnimationFrame);
  while (document.querySelector("main .skeleton") && performance.now() < end);
  print();
  // The dialog may have been left without printing, which no event tells: any sign of the user does.
  for (const sign of ["afterprint", "pointerdown", "wheel", "keydown"])
    addEventListener(sign, () => (printing.on = false), { once: true });
}

/** Draws what is printed as on paper, whatever the theme; the answer stops it. */
export function followPrinting(): () => void {
  let before: Theme | undefined;
  const begin = () => {
    if (!theme.dark) return;
    before ??= theme.chosen;
    flushSync(() => setTheme("light"));
  };
  const end = () => {
    if (before) setTheme(before);
    before = undefined;
  };
  addEventListener("beforeprint", begin);
  addEventListener("afterprint", end);
  return () => {
    removeEventListener("beforeprint", begin);
    removeEventListener("afterprint", end);
  };
}
