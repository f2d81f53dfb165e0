import { createRawSnippet, type Snippet } from "svelte";

/** A snippet of plain HTML, for a component's children. */
export function html(markup: string): Snippet {
  return createRawSnippet(() => ({ render: () => markup }));
}
