/** The pages that the sidebar, the palette and the keyboard lead to, in their order. */
import type { IconName } from "./components/Icon.svelte";
import type { Key } from "./lib/i18n";
import type { View } from "./router";

export const PAGES = [
  { id: "dashboard", icon: "dashboard", label: "nav.dashboard", keys: "G D" },
  { id: "transactions", icon: "transactions", label: "nav.transactions", keys: "G T" },
  { id: "review", icon: "review", label: "nav.review", keys: "G R" },
  { id: "schedules", icon: "calendar", label: "nav.schedules", keys: "G S" },
  { id: "insights", icon: "insights", label: "nav.insights", keys: "G N" },
  { id: "rules", icon: "filter", label: "nav.rules", keys: "G P" },
  { id: "import", icon: "import", label: "nav.import", keys: "G I" },
] as const satisfies readonly { id: View; icon: IconName; label: Key; keys: string }[];
