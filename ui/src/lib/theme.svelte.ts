/** How the window looks: light, dark or as the system; amounts shown or hidden; the size of text. */

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** `dark` is what is on screen now; what is drawn on a canvas reads it to be drawn again. */
export const theme: { chosen: Theme; dark: boolean } = $state({ chosen: "system", dark: false });
export const amounts: { hidden: boolean } = $state({ hidden: false });

export function setTheme(chosen: Theme): void {
  theme.chosen = chosen;
  const root = document.documentElement;
  if (chosen === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = chosen;
  theme.dark = chosen === "system" ? systemIsDark().matches : chosen === "dark";
}

/** Follows the system while the theme is "system"; the answer stops it. */
export function followSystemTheme(): () => void {
  const query = systemIsDark();
  const update = () => setTheme(theme.chosen);
  update();
  query.addEventListener("change", update);
  return () => query.removeEventListener("change", update);
}

export function setAmountsHidden(hidden: boolean): void {
  amounts.hidden = hidden;
  document.documentElement.classList.toggle("hide-amounts", hidden);
}

/** In percent of the usual size; lengths are in rem, so that everything grows with it. */
export function setTextSize(percent: number): void {
  document.documentElement.style.fontSize = `${percent}%`;
}

const resolved = new Map<string, string>();
let resolvedFor = "";
let probe: HTMLElement | undefined;

/**
 * A token's colour as it is on screen now, for a canvas: the browser resolves `light-dark()` and forced colours. Asking
 * it makes it work out the page's styles, so each token is asked for once a theme.
 */
export function colourOf(token: string): string {
  const now = `${theme.chosen} ${theme.dark} ${matchMedia("(forced-colors: active)").matches}`;
  if (now !== resolvedFor) resolved.clear();
  resolvedFor = now;
  const known = resolved.get(token);
  if (known !== undefined) return known;
  if (!probe?.isConnected) {
    probe = document.createElement("i");
    probe.hidden = true;
    // Else its colour would be the text's, whatever the token says.
    probe.style.setProperty("forced-color-adjust", "none");
    document.body.append(probe);
  }
  probe.style.color = `var(${token})`;
  const colour = getComputedStyle(probe).color;
  resolved.set(token, colour);
  return colour;
}

function systemIsDark(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}
