/** How a profile is told from the others at a glance: pure. */

/** Up to two letters for a profile's round. */
export function initials(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => [...word][0] ?? []);
  return letters.slice(0, 2).join("").toUpperCase();
}

/** One of the palette's seven colours, always the same for a profile. */
export function colourOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 7919;
  return (sum % 7) + 1;
}
