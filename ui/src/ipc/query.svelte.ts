import { onChange } from "./changes";

/** What every command answers. */
export type Answer<T, E> = { status: "ok"; data: T } | { status: "error"; error: E };

export interface Query<T, E> {
  /** The newest answer; kept while a newer one is on its way, and when that one fails. */
  readonly value: T | undefined;
  readonly error: E | undefined;
  readonly loading: boolean;
  /** Asks again, as after "try again". */
  reload(): void;
}

/** Questions wait while there is nobody to ask about. */
const asking = $state({ held: false });

/** Holds questions back, or lets those go that wait. */
export function holdQueries(held: boolean): void {
  asking.held = held;
}

/** Longest time that an answer waits for the others of its wave, in ms. */
const PATIENCE = 100;

let waiting = 0;
let arrived: (() => void)[] = [];
let patience: number | undefined;

function show(): void {
  clearTimeout(patience);
  patience = undefined;
  const all = arrived;
  arrived = [];
  for (const take of all) take();
}

/**
 * Takes the answers to questions that are open at the same time at once: each change of the page costs a frame, and a
 * page that fills up piece by piece costs one for each piece.
 */
function together<T>(asked: Promise<T>, take: (answer: T) => void): void {
  waiting += 1;
  void asked
    .then((answer) => arrived.push(() => take(answer)))
    .finally(() => {
      waiting -= 1;
      if (waiting === 0) show();
      else patience ??= window.setTimeout(show, PATIENCE);
    });
}

/**
 * Asks the backend while the component lives: at once (or when questions are no longer held back), again when
 * something that `ask` reads changes, and again when a change names one of `topics`. An answer that a later question
 * has overtaken is dropped.
 */
export function query<T, E>(topics: readonly string[], ask: () => Promise<Answer<T, E>>): Query<T, E> {
  let value = $state.raw<T>();
  let error = $state.raw<E>();
  let loading = $state(true);
  let asked = $state(0);
  let latest = 0;

  $effect(() => {
    void asked;
    if (asking.held) return;
    const mine = ++latest;
    loading = true;
    together(ask(), (answer) => {
      if (mine !== latest) return;
      loading = false;
      if (answer.status === "ok") {
        value = answer.data;
        error = undefined;
      } else error = answer.error;
    });
    return () => {
      latest += 1;
    };
  });

  $effect(() =>
    onChange((change) => {
      if (change.topics.some((topic) => topics.includes(topic))) asked += 1;
    }),
  );

  return {
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    reload() {
      asked += 1;
    },
  };
}
