/** The size of the root's text in CSS pixels: what 1 rem is. */
export function remOf(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
