import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { announceChange, commands, type AskPreview, type AssistantView, type Progress } from "../../ipc";
import { violations } from "../../test/axe";
import AskButton from "./AskButton.svelte";
import AskDialog from "./AskDialog.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const BODY = '{"model":"small","messages":[{"role":"user","content":"Lidl"}]}';
const scope = { kind: "review" } as const;

const preview: AskPreview = {
  host: "api.example.com",
  model: "small",
  local: false,
  merchants: 2,
  rows: 5,
  withheld: 1,
  settled: 0,
  requests: 2,
  bodies: [BODY, "{}"],
  mostTokens: 1200,
  mostCost: "0.0004",
  tokensLeft: 9000,
  digest: "abc",
};

let enabled: boolean;
let progress: Progress;

beforeEach(() => {
  enabled = true;
  progress = { state: "idle", done: 0, total: 0, suggested: 0, trouble: null };
  vi.spyOn(commands, "assistantGet").mockImplementation(() => ok({ settings: { enabled } } as AssistantView));
  vi.spyOn(commands, "assistantPreview").mockReturnValue(ok(preview));
  vi.spyOn(commands, "assistantStart").mockReturnValue(ok(null));
  vi.spyOn(commands, "assistantProgress").mockImplementation(() => ok(progress));
  vi.spyOn(commands, "assistantPause").mockImplementation(() => ok(progress));
  vi.spyOn(commands, "assistantCancel").mockImplementation(() => ok(progress));
});
afterEach(() => vi.restoreAllMocks());

test("while it is off, nothing of it shows", async () => {
  enabled = false;
  render(AskButton, { scope });
  await vi.waitFor(() => expect(commands.assistantGet).toHaveBeenCalled());
  expect(screen.queryByRole("button")).toBeNull();
});

test("what is shown is what is agreed to", async () => {
  const user = userEvent.setup();
  const { container } = render(AskButton, { scope });
  await user.click(await screen.findByRole("button", { name: /Classify with AI/ }));
  expect(await screen.findByDisplayValue(BODY)).toBeTruthy();
  expect(commands.assistantStart).not.toHaveBeenCalled();
  expect(await violations(container)).toEqual([]);

  await user.click(screen.getByRole("button", { name: "Next" }));
  expect(screen.getByDisplayValue("{}")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Agree and send to api.example.com" }));
  expect(commands.assistantStart).toHaveBeenCalledWith(scope, "abc");
});

test("other bytes than the ones on screen are shown before they are sent", async () => {
  const user = userEvent.setup();
  vi.mocked(commands.assistantStart).mockReturnValue(
    Promise.resolve({ status: "error", error: { kind: "previewChanged" } }),
  );
  render(AskDialog, { scope, onclose: vi.fn() });
  await user.click(await screen.findByRole("button", { name: /Agree/ }));
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(commands.assistantPreview).toHaveBeenCalledTimes(2);
});

test("what cannot be asked says why", async () => {
  vi.mocked(commands.assistantPreview).mockReturnValue(
    Promise.resolve({ status: "error", error: { kind: "assistant", code: "nothingToSend" } }),
  );
  render(AskDialog, { scope, onclose: vi.fn() });
  expect(await screen.findByText(/There is nothing to ask/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Agree/ })).toBeNull();
});

test("a run can be paused and cancelled, and says how it ended", async () => {
  const user = userEvent.setup();
  progress = { state: "running", done: 1, total: 4, suggested: 0, trouble: null };
  render(AskDialog, { scope, onclose: vi.fn() });
  await user.click(await screen.findByRole("button", { name: /Agree/ }));
  await user.click(await screen.findByRole("button", { name: "Pause" }));
  expect(commands.assistantPause).toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(commands.assistantCancel).toHaveBeenCalled();

  progress = { state: "idle", done: 4, total: 4, suggested: 3, trouble: "denied" };
  announceChange({ topics: ["assistant"], revision: 2 });
  expect(await screen.findByText("3 transactions have new suggestions.")).toBeTruthy();
  expect(screen.getByText(/does not accept the key/)).toBeTruthy();
});
