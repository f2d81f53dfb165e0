/** Matching for the palette and comboboxes. */

/** Lower case without accents: "Über" is found by "uber". */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
}

/**
 * How well `query` fits `text`: undefined when its letters do not all occur in order, else higher is better.
 * Starts of words and unbroken runs count most, then short texts.
 */
export function score(query: string, text: string): number | undefined {
  const wanted = fold(query).replaceAll(/\s+/g, "");
  if (wanted === "") return 0;
  const hay = fold(text);
  const at = hay.indexOf(fold(query).trim());
  if (at >= 0) return (at === 0 ? 3000 : isWordStart(hay, at) ? 2000 : 1000) - hay.length;

  let points = 0;
  let from = 0;
  let previous = -2;
  for (const letter of wanted) {
    const found = nextMatch(hay, letter, from);
    if (found < 0) return undefined;
    points += found === previous + 1 ? 12 : isWordStart(hay, found) ? 10 : 1;
    previous = found;
    from = found + 1;
  }
  // Letters strewn over a long text are chance, not a match.
  return points >= wanted.length * 5 ? points - hay.length : undefined;
}

/** Those of `items` that fit, best first; in the given order where the query is empty. */
export function search<T>(query: string, items: readonly T[], textOf: (item: T) => string): T[] {
  if (query.trim() === "") return [...items];
  return items
    .map((item) => ({ item, points: score(query, textOf(item)) }))
    .filter((found): found is { item: T; points: number } => found.points !== undefined)
    .sort((a, b) => b.points - a.points)
    .map(({ item }) => item);
}

/** Prefers a letter that begins a word over the next plain one, unless the run goes on right here. */
function nextMatch(hay: string, letter: string, from: number): number {
  if (from > 0 && hay[from] === letter) return from;
  for (let at = hay.indexOf(letter, from); at >= 0; at = hay.indexOf(letter, at + 1))
    if (isWordStart(hay, at)) return at;
  return hay.indexOf(letter, from);
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
}
