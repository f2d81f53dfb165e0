/** Which rows are chosen, by id: they stay chosen while they are scrolled away. */

/** Ids of `count` rows from `start` on, in the list's order. */
export type IdsOf = (start: number, count: number) => Promise<readonly string[] | undefined>;

export interface Selection {
  readonly ids: ReadonlySet<string>;
  toggle(id: string, index: number): void;
  /** Everything from the row that was toggled last (or from `from`) to `index`, with what was chosen before. */
  extend(from: number, index: number): Promise<void>;
  all(): Promise<void>;
  clear(): void;
}

const ALL = 0xffff_ffff;

export function selection(idsOf: IdsOf): Selection {
  let ids: ReadonlySet<string> = $state.raw(new Set());
  let before: ReadonlySet<string> = new Set();
  let anchor: number | undefined;
  /** Answers that a later choice has overtaken are dropped. */
  let age = 0;

  async function take(start: number, count: number, base: ReadonlySet<string>): Promise<void> {
    const mine = ++age;
    const found = await idsOf(start, count);
    if (found && mine === age) ids = new Set([...base, ...found]);
  }

  return {
    get ids() {
      return ids;
    },
    toggle(id, index) {
      age += 1;
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      ids = before = next;
      anchor = index;
    },
    extend(from, index) {
      anchor ??= from;
      return take(Math.min(anchor, index), Math.abs(index - anchor) + 1, before);
    },
    all: () => take(0, ALL, new Set()),
    clear() {
      age += 1;
      ids = before = new Set();
      anchor = undefined;
    },
  };
}
