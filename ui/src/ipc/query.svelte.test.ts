import { flushSync } from "svelte";
import { afterEach, expect, test } from "vitest";
import { announceChange } from "./changes";
import { holdQueries, query, type Answer, type Query } from "./query.svelte";

interface Asked {
  what: string;
  answer: (answer: Answer<string, string>) => Promise<void>;
}
const asked: Asked[] = [];
let wanted = $state("a");
let stop: (() => void) | undefined;

function start(topics: readonly string[] = ["transactions"]): Query<string, string> {
  asked.length = 0;
  wanted = "a";
  let made: Query<string, string> | undefined;
  stop = $effect.root(() => {
    made = query<string, string>(topics, () => {
      const what = wanted;
      return new Promise((resolve) =>
        asked.push({
          what,
          answer: async (answer) => {
            resolve(answer);
            await new Promise((taken) => setTimeout(taken));
            flushSync();
          },
        }),
      );
    });
  });
  flushSync();
  if (!made) throw new Error("not made");
  return made;
}

afterEach(() => stop?.());
const ok = (data: string) => ({ status: "ok", data }) as const;

test("it asks at once and holds the answer", async () => {
  const one = start();
  expect(one.loading).toBe(true);
  await asked[0]?.answer(ok("first"));
  expect([one.value, one.loading, one.error]).toEqual(["first", false, undefined]);
});

test("held back it waits, whatever changes, and asks once when it is let go", async () => {
  holdQueries(true);
  const one = start();
  announceChange({ topics: ["transactions"], revision: 1 });
  flushSync();
  expect([asked.length, one.loading]).toEqual([0, true]);
  holdQueries(false);
  flushSync();
  expect(asked).toHaveLength(1);
  await asked[0]?.answer(ok("first"));
  expect(one.value).toBe("first");
});

test("a change of its topic asks again, keeping the old answer meanwhile; others do not", async () => {
  const one = start();
  await asked[0]?.answer(ok("first"));
  announceChange({ topics: ["settings"], revision: 1 });
  flushSync();
  expect(asked).toHaveLength(1);
  announceChange({ topics: ["accounts", "transactions"], revision: 2 });
  flushSync();
  expect([asked.length, one.value, one.loading]).toEqual([2, "first", true]);
  await asked[1]?.answer(ok("second"));
  expect(one.value).toBe("second");
});

test("an overtaken answer is dropped", async () => {
  const one = start();
  wanted = "b";
  flushSync();
  expect(asked.map(({ what }) => what)).toEqual(["a", "b"]);
  await asked[1]?.answer(ok("of b"));
  await asked[0]?.answer(ok("of a"));
  expect(one.value).toBe("of b");
});

test("an error keeps the old answer, and asking again clears it", async () => {
  const one = start();
  await asked[0]?.answer(ok("first"));
  one.reload();
  flushSync();
  await asked[1]?.answer({ status: "error", error: "broken" });
  expect([one.value, one.error, one.loading]).toEqual(["first", "broken", false]);
  one.reload();
  flushSync();
  await asked[2]?.answer(ok("second"));
  expect([one.value, one.error]).toEqual(["second", undefined]);
});

test("after its component is gone it neither asks nor takes", async () => {
  const one = start();
  stop?.();
  announceChange({ topics: ["transactions"], revision: 3 });
  flushSync();
  expect(asked).toHaveLength(1);
  await asked[0]?.answer(ok("late"));
  expect(one.value).toBeUndefined();
});
