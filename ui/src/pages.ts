/** The pages that the sidebar, the palette and the keyboard lead to, in their order. */
import type { IconName } from "./components/Icon.svelte";
import type { Key } from "./lib/i18n";
import type { View } from "./router";

export const PAGES: readonly { view: View; icon: IconName; label: Key; keys: string }[] = [
  { view: "dashboard", icon: "dashboard", label: "nav.dashboard", keys: "G D" },
  { view: "transactions", icon: "transactions", label: "nav.transactions", keys: "G T" },
  { view: "review", icon: "review", label: "nav.review", keys: "G R" },
  { view: "import", icon: "import", label: "nav.import", keys: "G I" },
];
