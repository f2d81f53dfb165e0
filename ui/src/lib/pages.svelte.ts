/** Rows of a long list, asked for a page at a time while they are looked at; only the nearest pages are kept. */

export interface Answer<T> {
  total: number;
  rows: readonly T[];
}

/** Rows `start` up to, without, `end`; undefined when that failed, which the caller shows. */
export type Load<T> = (start: number, end: number) => Promise<Answer<T> | undefined>;

export interface Pages<T> {
  /** Undefined before the first answer. */
  readonly total: number | undefined;
  row(index: number): T | undefined;
  /** Says that these rows are in view. */
  need(first: number, end: number): void;
  /** Asks again for what is in view, showing the old rows meanwhile. */
  refresh(): void;
  /** Forgets everything: another list. */
  clear(): void;
}

const PAGE = 100;
const KEPT = 12;
const AT_ONCE = 2;

export function pages<T>(load: () => Load<T>): Pages<T> {
  let held: ReadonlyMap<number, readonly T[]> = $state.raw(new Map());
  let total: number | undefined = $state();
  let fresh = new Set<number>();
  let asking = new Set<number>();
  let wanted: number[] = [0];
  /** Answers of an older age are dropped. */
  let age = 0;

  function ask(): void {
    for (const page of wanted) {
      if (asking.size >= AT_ONCE) return;
      if (fresh.has(page) || asking.has(page)) continue;
      const mine = age;
      asking.add(page);
      void load()(page * PAGE, (page + 1) * PAGE).then((answer) => {
        if (mine !== age) return;
        asking.delete(page);
        fresh.add(page);
        if (answer) keep(page, answer);
        ask();
      });
    }
  }

  function keep(page: number, answer: Answer<T>): void {
    total = answer.total;
    const near = wanted[0] ?? page;
    const all = [...held].filter(([one]) => one !== page && one * PAGE < answer.total);
    all.push([page, answer.rows]);
    all.sort(([a], [b]) => Math.abs(a - near) - Math.abs(b - near));
    for (const [dropped] of all.slice(KEPT)) fresh.delete(dropped);
    held = new Map(all.slice(0, KEPT));
  }

  function restart(): void {
    age += 1;
    fresh = new Set();
    asking = new Set();
  }

  return {
    get total() {
      return total;
    },
    row: (index) => held.get(Math.floor(index / PAGE))?.[index % PAGE],
    need(first, end) {
      const from = Math.floor(first / PAGE);
      const to = Math.floor(Math.max(first, end - 1) / PAGE);
      wanted = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      ask();
    },
    refresh() {
      restart();
      ask();
    },
    clear() {
      restart();
      held = new Map();
      total = undefined;
      wanted = [0];
      ask();
    },
  };
}
