import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  commands,
  type AssistantView,
  type Filter,
  type NoteView,
  type OnePreview,
  type Reply,
} from "../../ipc";
import { violations } from "../../test/axe";
import Ask from "./Ask.svelte";
import Note from "./Note.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const preview: OnePreview = {
  host: "127.0.0.1:11434",
  model: "small",
  local: true,
  body: '{"model":"small"}',
  mostTokens: 900,
  mostCost: null,
  tokensLeft: null,
  digest: "abc",
};
const filter = { text: "", period: null, category: null } as unknown as Filter;
const reply = (unknown: string[], of = filter): Reply => ({
  filter: of,
  unknown,
  payee: null,
  count: 2,
  sums: [{ amount: "-25.00", currency: "EUR" }],
  average: null,
});
const period = { from: "2026-02-01", to: "2026-02-28" };
const written: NoteView = {
  text: "You spent 95.00.",
  model: "small",
  writtenMs: Date.UTC(2026, 2, 9, 12),
  current: true,
};
let kept: NoteView | null;
let settings: { enabled: boolean; notes: boolean; model: string };

beforeEach(() => {
  settings = { enabled: true, notes: true, model: "small" };
  vi.spyOn(commands, "assistantGet").mockImplementation(() => ok({ settings } as AssistantView));
  vi.spyOn(commands, "assistantNotePreview").mockReturnValue(ok(preview));
  kept = null;
  vi.spyOn(commands, "assistantNoteKept").mockImplementation(() => ok(kept));
  vi.spyOn(commands, "assistantNote").mockImplementation(() => ok((kept = written)));
  vi.spyOn(commands, "assistantNoteDelete").mockReturnValue(ok(null));
  vi.spyOn(commands, "assistantQuestionPreview").mockReturnValue(ok(preview));
  vi.spyOn(commands, "assistantQuestion").mockReturnValue(ok(reply([], { ...filter, text: "uber" })));
  vi.spyOn(commands, "ask").mockReturnValue(ok(reply(["rides"])));
});
afterEach(() => vi.restoreAllMocks());

function askBox() {
  return render(Ask, {
    question: "my rides?",
    categories: new Map(),
    accounts: [],
    tags: [],
    today: "2026-03-10",
    onask: vi.fn(),
  });
}

test("a note is written once its bytes were seen", async () => {
  const user = userEvent.setup();
  const { container } = render(Note, { period, today: "2026-03-10" });
  await user.click(await screen.findByRole("button", { name: "Write a note…" }));
  expect(await screen.findByDisplayValue(preview.body)).toBeTruthy();
  expect(commands.assistantNote).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: /^Agree and send/ }));
  expect(commands.assistantNote).toHaveBeenCalledWith(period, "abc");
  expect(await screen.findByText("You spent 95.00.")).toBeTruthy();
  expect(screen.getByText(/Worded by small on 9 Mar/)).toBeTruthy();
  expect(screen.queryByText(/have changed since/)).toBeNull();
  expect(await violations(container)).toEqual([]);
});

test("a kept note says that it is out of date, and can be worded anew or deleted", async () => {
  kept = { ...written, current: false };
  const user = userEvent.setup();
  const { container } = render(Note, { period, today: "2026-03-10" });
  expect(await screen.findByText("The figures have changed since")).toBeTruthy();
  expect(screen.getByText("You spent 95.00.")).toBeTruthy();
  expect(await violations(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Delete the note" }));
  expect(commands.assistantNoteDelete).toHaveBeenCalledWith(period);
  await user.click(screen.getByRole("button", { name: "Word it anew…" }));
  await user.click(await screen.findByRole("button", { name: /^Agree and send/ }));
  expect(commands.assistantNote).toHaveBeenCalledWith(period, "abc");
  await vi.waitFor(() => expect(screen.queryByText("The figures have changed since")).toBeNull());
});

test("a note that is not sound is not shown", async () => {
  const user = userEvent.setup();
  const error = { kind: "assistant" as const, code: "notUnderstood" };
  vi.mocked(commands.assistantNote).mockResolvedValue({ status: "error", error });
  render(Note, { period, today: "2026-03-10" });
  await user.click(await screen.findByRole("button", { name: "Write a note…" }));
  await user.click(await screen.findByRole("button", { name: /^Agree and send/ }));
  expect(await screen.findByRole("alert")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(screen.getByRole("button", { name: "Write a note…" })).toBeTruthy();
});

test.each([{ enabled: false }, { notes: false }])("with %o nothing of notes shows", async (off) => {
  settings = { ...settings, ...off };
  render(Note, { period, today: "2026-03-10" });
  await vi.waitFor(() => expect(commands.assistantGet).toHaveBeenCalled());
  expect(screen.queryByRole("button")).toBeNull();
});

test("what the grammar does not understand can be asked of the model, and comes back as chips", async () => {
  const user = userEvent.setup();
  askBox();
  await user.click(await screen.findByRole("button", { name: "Ask the language model…" }));
  await user.click(await screen.findByRole("button", { name: /^Agree and send/ }));
  expect(commands.assistantQuestion).toHaveBeenCalledWith("my rides?", "abc");
  expect(await screen.findByText("uber")).toBeTruthy();
  expect(screen.getByText("read by small")).toBeTruthy();
  expect(screen.queryByText(/rides/)).toBeNull();
});

test("what the grammar understands needs no model", async () => {
  vi.mocked(commands.ask).mockReturnValue(ok(reply([])));
  askBox();
  await screen.findByText(/25/);
  expect(screen.queryByRole("button", { name: "Ask the language model…" })).toBeNull();
});
