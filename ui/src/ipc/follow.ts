/** What the shell tells without being asked, and what it is told without a question. */
import { events } from "./bindings";

type Listening = Promise<() => void>;

/** Listens to events of the shell until the answer is called. */
export function follow(listen: (on: typeof events) => readonly Listening[]): () => void {
  const all = listen(events);
  return () => {
    for (const one of all) void one.then((stop) => stop());
  };
}
