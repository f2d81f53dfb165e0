import { beforeEach, expect, test, vi } from "vitest";
import type { CommandError, FileToken, Pile, Preview, PreviewRow, StatementPreview } from "../../ipc";
import { answer, commit, decide, decideAll, flow, giveUp, next, readAgain, reset, take } from "./flow.svelte";

const ok = (data: unknown) => ({ status: "ok", data });
const failed = (error: CommandError) => ({ status: "error", error });

const shell = vi.hoisted(() => ({
  importPreview: vi.fn(),
  importRows: vi.fn(),
  importCommit: vi.fn(),
  importCancel: vi.fn(),
}));
vi.mock("../../ipc", () => ({ commands: shell }));

const file = (name: string): FileToken => ({ token: `token of ${name}`, name, size: "10" });
const statement = (more: Partial<StatementPreview> = {}): StatementPreview => ({
  format: "csv",
  encoding: "utf-8",
  layout: null,
  sample: [],
  target: { kind: "into", account: "1" },
  accountInFile: null,
  numberInFile: null,
  currency: "EUR",
  questions: [],
  problems: [],
  problemCount: 0,
  rows: 5,
  counts: { new: 2, already: 0, maybe: 3, transfer: 0, broken: 0 },
  unasked: { add: 2, join: 3, link: 0, skip: 0 },
  from: null,
  to: null,
  rowProof: null,
  proof: null,
  opening: null,
  ...more,
});
const preview = (digest: string, ...statements: Partial<StatementPreview>[]): Preview => ({
  fileName: "a.csv",
  options: { dateOrder: null, flipSign: null, layout: null },
  statements: (statements.length > 0 ? statements : [{}]).map(statement),
  newCategories: [],
  digest,
});
const row = (index: number, pile: Pile = "maybe") => ({ index, pile, action: "join" }) as PreviewRow;
const settled = () => vi.waitFor(() => expect(flow.again || flow.stage.kind === "reading").toBe(false));

beforeEach(() => {
  reset();
  for (const command of Object.values(shell)) command.mockReset().mockResolvedValue(ok(null));
  shell.importPreview.mockResolvedValue(ok(preview("first")));
});

test("files are taken one after another, also those that the shell refused", async () => {
  take({ files: [file("a.csv"), file("b.csv")], refused: [{ name: "c", reason: "notAFile" }] });
  await settled();
  expect([flow.stage.kind, flow.place]).toEqual(["preview", { at: 1, of: 3 }]);
  giveUp();
  await settled();
  expect(shell.importCancel).toHaveBeenCalledWith("token of a.csv");
  expect(flow.place.at).toBe(2);
  next();
  expect([flow.stage.kind, flow.place.at]).toEqual(["refused", 3]);
  next();
  expect([flow.stage.kind, flow.place.of]).toEqual(["start", 0]);
});

test("only decisions that change something are told, and none outlives its plan", async () => {
  take({ files: [file("a.csv")], refused: [] });
  await settled();
  decide(row(4), "add");
  decide(row(5), "add");
  decide(row(5), "join");
  shell.importCommit.mockResolvedValue(failed({ kind: "previewChanged" }));
  shell.importPreview.mockResolvedValue(ok(preview("second")));
  await commit();
  expect(shell.importCommit).toHaveBeenCalledWith(
    "token of a.csv",
    [{ statement: 0, index: 4, action: "add" }],
    "first",
  );
  await settled();
  expect(flow.stage).toMatchObject({ kind: "preview", preview: { digest: "second" } });
  expect([flow.notice, flow.decisions.size]).toEqual([{ kind: "changed" }, 0]);
});

test("a decision on a pile is one on each of its rows", async () => {
  take({ files: [file("a.csv")], refused: [] });
  await settled();
  shell.importRows
    .mockResolvedValueOnce(ok({ total: 3, rows: [row(2), row(3)] }))
    .mockResolvedValueOnce(ok({ total: 3, rows: [row(7)] }));
  await decideAll("maybe", "add");
  expect([...(flow.decisions.get(0)?.keys() ?? [])]).toEqual([2, 3, 7]);
});

test("a reading that fails leaves the one before on screen", async () => {
  take({ files: [file("a.csv")], refused: [] });
  await settled();
  shell.importPreview.mockResolvedValue(failed({ kind: "statement", code: "not_a_statement" }));
  readAgain({ options: {} });
  await settled();
  expect(flow.stage).toMatchObject({ kind: "preview", preview: { digest: "first" } });
  expect(flow.notice?.kind).toBe("unreadable");
});

test("an answered question stays in view, an answer to a later file is not kept", async () => {
  const question = { kind: "sign", chosen: "plus_is_in", alternatives: ["plus_is_out"] } as const;
  const asking = preview("asking", {
    questions: [{ ...question, alternatives: [...question.alternatives] }],
  });
  shell.importPreview.mockResolvedValue(ok(asking));
  take({ files: [file("a.csv"), file("b.csv")], refused: [] });
  await settled();
  shell.importPreview.mockResolvedValue(ok(preview("answered")));
  answer("sign", { flipSign: true });
  await settled();
  expect([flow.questions.length, flow.answered.has("sign")]).toEqual([1, true]);
  next();
  expect([flow.questions.length, flow.answered.size]).toEqual([0, 0]);
});

test("what comes after the profile was closed is dropped", async () => {
  take({ files: [file("a.csv")], refused: [] });
  reset();
  await Promise.resolve();
  await Promise.resolve();
  expect(flow.stage.kind).toBe("start");
});
