import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import {
  commands,
  type Account,
  type Category,
  type Row,
  type RuleDraft,
  type RulePreview,
  type RuleView,
  type Session,
} from "../../ipc";
import { clearToasts, shownToasts } from "../../lib/toasts.svelte";
import { violations } from "../../test/axe";
import { categorise } from "../transactions/actions";
import { ruleFor } from "./rule";
import Rules from "./Rules.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const eur = (amount: string) => ({ amount, currency: "EUR" });
const account = { id: "7", name: "Giro", closed: false, balance: eur("0.00") } as Account;
const food = { id: "1", parent: null, kind: "expense", name: "Food", key: "food", colour: 1 } as Category;
const lidl = {
  id: "5",
  date: "2026-10-30",
  payee: { id: "3", name: "Lidl" },
  rawPayee: "LIDL SAGT DANKE",
  amount: eur("-62.30"),
  splits: [{ category: null, amount: eur("-62.30"), note: "" }],
  transfer: null,
  suggestion: { category: "9" },
} as unknown as Row;
const effects = { payee: null, memo: null, tags: ["home"], reviewed: false, rules: ["Lidl"] };
const preview: RulePreview = {
  matched: 3,
  changed: 1,
  kept: 2,
  rows: [{ row: lidl, effects: { ...effects, filing: { kind: "category", id: "1" } } }],
};
const none: RulePreview = { matched: 0, changed: 0, kept: 0, rows: [] };
const view = (id: string, name: string): RuleView => ({ id, draft: ruleFor(name, "1"), problems: [] });
let rules: RuleView[];

beforeEach(() => {
  rules = [view("1", "Lidl"), view("2", "Aldi"), view("3", "Rewe")];
  clearToasts();
  vi.spyOn(commands, "ruleList").mockImplementation(() => ok(rules));
  vi.spyOn(commands, "categoryList").mockReturnValue(ok([food]));
  vi.spyOn(commands, "accountList").mockReturnValue(ok([account]));
  vi.spyOn(commands, "payeeList").mockReturnValue(ok([]));
  vi.spyOn(commands, "tagList").mockReturnValue(ok([]));
  vi.spyOn(commands, "rulesReorder").mockReturnValue(ok(null));
  vi.spyOn(commands, "rulesPreview").mockReturnValue(ok(preview));
  vi.spyOn(commands, "rulesApply").mockReturnValue(ok(1));
  vi.spyOn(commands, "ruleSave").mockImplementation((id, draft) =>
    ok({ id: id ?? "4", draft, problems: [] }),
  );
});

function show() {
  const props = {
    session: { settings: { currency: "EUR" } } as Session,
    period: { kind: "all" as const },
    today: "2026-10-31",
    params: {},
    oncount: () => undefined,
  };
  return render(Rules, props);
}

test("rules stand as sentences, and a screen reader finds no fault", async () => {
  const { container } = show();
  await screen.findByText("When payee is “Lidl”, set category Food.");
  expect(await violations(container)).toEqual([]);
});

test("Alt and the arrows move a rule, and the focus stays with it", async () => {
  const user = userEvent.setup();
  show();
  const handle = await screen.findByRole("button", { name: "Move Rewe, place 3 of 3" });
  handle.focus();
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  expect(commands.rulesReorder).toHaveBeenCalledWith(["1", "3", "2"]);
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move Rewe, place 2 of 3");
});

test("a rule is written, shows what it would change, and changes it", async () => {
  const user = userEvent.setup();
  rules = [];
  show();
  await screen.findByText("No rules yet");
  await user.click(screen.getAllByRole("button", { name: /New rule/ })[0] as HTMLElement);
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByLabelText("Condition 1: value"), "LIDL");
  expect(commands.rulesPreview).not.toHaveBeenCalled();
  await user.click(within(dialog).getByLabelText("Action 1: value"));
  await user.click(await within(dialog).findByRole("option", { name: /Food/ }));
  await within(dialog).findByText(/It would change one transaction of 3 that fit\./);
  expect(within(dialog).getByText("When payee contains “LIDL”, set category Food.")).toBeTruthy();
  expect(await violations(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("checkbox", { name: "Also change what I chose myself" }));
  await vi.waitFor(() =>
    expect(commands.rulesPreview).toHaveBeenLastCalledWith(expect.anything(), false, expect.anything()),
  );
  await user.click(await within(dialog).findByRole("button", { name: "Save and change one transaction" }));
  const [id, saved] = vi.mocked(commands.ruleSave).mock.calls[0] as [string | null, RuleDraft];
  expect(id).toBeNull();
  expect(saved.name).toBe("LIDL → Food");
  expect(commands.rulesApply).toHaveBeenCalledWith({ kind: "one", id: "4" }, false);
  expect(shownToasts()[0]?.text).toBe("One transaction changed");
});

test("what is wrong stands at its condition, and nothing is lost", async () => {
  const user = userEvent.setup();
  vi.mocked(commands.rulesPreview).mockReturnValue(ok(none));
  vi.mocked(commands.ruleSave).mockResolvedValue({
    status: "error",
    error: { kind: "invalid", problems: [{ field: "condition", code: "badPattern", at: 0 }] },
  });
  show();
  await user.click(await screen.findByText("When payee is “Lidl”, set category Food."));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await within(dialog).findByText("This is not a pattern that can be used.");
  expect(within(dialog).getByLabelText("Condition 1: value").getAttribute("aria-invalid")).toBe("true");
});

test("a correction is asked about: always, only this, or never again", async () => {
  const draft = ruleFor("Lidl", "1");
  vi.spyOn(commands, "transactionsCategorise").mockReturnValue(ok({ filed: 1, left: 0 }));
  vi.spyOn(commands, "transactionIds").mockReturnValue(ok([]));
  vi.spyOn(commands, "rulePropose").mockReturnValue(ok({ id: null, payee: "Lidl", draft }));
  vi.spyOn(commands, "ruleMute").mockReturnValue(ok(null));
  await categorise(["5"], "1", lidl);
  const asked = shownToasts()[0];
  expect(asked?.text).toBe("Always Food for Lidl?");
  expect(asked?.actions.map(({ label }) => label)).toEqual(["Always", "Only this", "Never ask again"]);
  asked?.actions[0]?.run();
  expect(commands.ruleSave).toHaveBeenCalledWith(null, draft);
  asked?.actions[2]?.run();
  expect(commands.ruleMute).toHaveBeenCalledWith("Lidl", true);
  // What had no category is no correction.
  clearToasts();
  await categorise(["5"], "1", { ...lidl, suggestion: null });
  expect(commands.rulePropose).toHaveBeenCalledTimes(1);
});
