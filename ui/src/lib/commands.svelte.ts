/** What the palette can do. Screens register their commands while mounted; the ones used last come first. */
import type { IconName } from "../components/Icon.svelte";
import { untrack } from "svelte";
import { search } from "./fuzzy";

export interface Command {
  id: string;
  label: string;
  /** Heading it stands under: "Go to", "Do", "Accounts". */
  group: string;
  icon: IconName;
  /** Its shortcut, in the notation of lib/keys. */
  keys?: string;
  /** Other words that find it. */
  also?: string;
  run: () => void;
}

const RECENT = 5;
const sources: { all: (() => readonly Command[])[] } = $state({ all: [] });
const recent: { ids: string[] } = $state({ ids: [] });

/** Adds commands; the answer removes them. A function, so that labels follow the language. */
export function commands(source: () => readonly Command[]): () => void {
  sources.all = [...untrack(() => sources.all), source];
  return () => {
    sources.all = sources.all.filter((one) => one !== source);
  };
}

/** What fits the typed text, best first; without text the recent ones, then all. */
export function findCommands(typed: string, recentHeading: string): Command[] {
  const all = sources.all.flatMap((source) => source());
  if (typed.trim() !== "") return search(typed, all, (one) => `${one.label} ${one.also ?? ""}`);
  const last = recent.ids.flatMap((id) => all.find((one) => one.id === id) ?? []);
  return [
    ...last.map((one) => ({ ...one, group: recentHeading })),
    ...all.filter((one) => !recent.ids.includes(one.id)),
  ];
}

export function runCommand(command: Command): void {
  recent.ids = [command.id, ...recent.ids.filter((id) => id !== command.id)].slice(0, RECENT);
  command.run();
}
