import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  announceChange,
  commands,
  type AssistantView,
  type Category,
  type MerchantView,
  type RuleDraft,
  type RuleView,
  type RunView,
  type Session,
} from "../../ipc";
import { listen } from "../../lib/keys";
import { clearToasts, shownToasts } from "../../lib/toasts.svelte";
import { violations } from "../../test/axe";
import Review from "./Review.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const eur = (amount: string) => ({ amount, currency: "EUR" });
const category = (id: string, name: string) =>
  ({ id, parent: null, kind: "expense", name, key: null, colour: 1 }) as Category;
const categories = [category("1", "Food"), category("2", "Fuel"), category("3", "Health")];
const session = { settings: { currency: "EUR" } } as Session;

function merchant(key: string, change: Partial<MerchantView> = {}): MerchantView {
  return {
    key,
    payee: { id: key, name: key },
    text: `POS ${key} 123`,
    count: 2,
    sum: eur("-12.00"),
    first: "2026-09-01",
    last: "2026-10-30",
    suggestion: {
      category: "1",
      confidencePermille: 620,
      sure: false,
      source: "keyword",
      reason: { because: "keyword", word: "kiosk", kind: "food" },
      state: "open",
    },
    alike: 2,
    alternatives: ["2", "3"],
    ...change,
  };
}

let waiting: MerchantView[];
const runs: RunView[] = [
  { id: "5", source: "rule", name: "Lidl", count: 3, madeMs: "0", reverted: false, revertible: true },
  { id: "4", source: "import", name: "a.csv", count: 9, madeMs: "0", reverted: true, revertible: false },
];
let stop: () => void;

beforeEach(() => {
  waiting = [merchant("Kiosk"), merchant("Zwurbel", { suggestion: null, alternatives: ["3"] })];
  stop = listen(window);
  vi.spyOn(commands, "accountList").mockReturnValue(ok([]));
  vi.spyOn(commands, "assistantGet").mockReturnValue(ok({ settings: { enabled: false } } as AssistantView));
  vi.spyOn(commands, "categoryList").mockReturnValue(ok(categories));
  vi.spyOn(commands, "payeeList").mockReturnValue(ok([]));
  vi.spyOn(commands, "reviewCount").mockImplementation(() => ok(waiting.length * 2));
  vi.spyOn(commands, "reviewMerchants").mockImplementation(({ offset, limit }) =>
    ok({ total: waiting.length, offset, merchants: waiting.slice(offset, offset + limit) }),
  );
  vi.spyOn(commands, "reviewRows").mockReturnValue(ok([]));
  vi.spyOn(commands, "runList").mockReturnValue(ok(runs));
  vi.spyOn(commands, "runRevert").mockReturnValue(ok(3));
  vi.spyOn(commands, "reviewDecide").mockImplementation((which) => {
    waiting = waiting.filter(({ key }) => which.kind !== "merchant" || key !== which.key);
    announceChange({ topics: ["transactions"], revision: 2 });
    return ok({ filed: 2, alike: 1, example: "11" });
  });
  vi.spyOn(commands, "rulePropose").mockReturnValue(ok(null));
});
afterEach(() => {
  stop();
  clearToasts();
  vi.restoreAllMocks();
});

function open(params = {}) {
  const period = { kind: "month", month: "2026-10" } as const;
  const oncount = vi.fn();
  const { container } = render(Review, { session, period, today: "2026-10-31", params, oncount });
  return { container, user: userEvent.setup() };
}

test("the first merchant is shown with its reason and alternatives, and the page is clean for axe", async () => {
  const { container } = open();
  expect(await screen.findByRole("heading", { name: "Kiosk" })).toBeTruthy();
  expect(screen.getByText(/The word “kiosk” points to Food/)).toBeTruthy();
  expect(await violations(container)).toEqual([]);
});

test("Enter accepts, a digit chooses another, and what is left moves up", async () => {
  const { user } = open();
  await screen.findByRole("heading", { name: "Kiosk" });
  await waitFor(() => expect(document.activeElement?.tagName).toBe("TD"));
  await user.keyboard("{Enter}");
  expect(commands.reviewDecide).toHaveBeenLastCalledWith({ kind: "merchant", key: "Kiosk" }, "1", null);
  expect(shownToasts()[0]?.text).toContain("3 transactions filed under Food");
  await screen.findByRole("heading", { name: "Zwurbel" });
  await user.keyboard("1");
  expect(commands.reviewDecide).toHaveBeenLastCalledWith({ kind: "merchant", key: "Zwurbel" }, "3", null);
  expect(await screen.findByText("All decided")).toBeTruthy();
});

test("a correction proposes a rule for the merchant, and a confirmation does not", async () => {
  const draft = { name: "Kiosk" } as RuleDraft;
  vi.mocked(commands.rulePropose).mockReturnValue(ok({ id: null, payee: "Kiosk", draft }));
  vi.spyOn(commands, "ruleMute").mockReturnValue(ok(null));
  vi.spyOn(commands, "ruleSave").mockReturnValue(ok({ draft } as RuleView));
  vi.spyOn(commands, "transactionIds").mockReturnValue(ok([]));
  const { user } = open();
  await screen.findByRole("heading", { name: "Kiosk" });
  await waitFor(() => expect(document.activeElement?.tagName).toBe("TD"));
  await user.keyboard("1");
  await waitFor(() => expect(commands.rulePropose).toHaveBeenCalledWith("11", "2"));
  await waitFor(() => expect(shownToasts().at(-1)?.text).toMatch(/always.*Kiosk/i));
  const answers = shownToasts().at(-1)?.actions ?? [];
  expect(answers.map(({ label }) => label)).toHaveLength(3);
  answers[0]?.run();
  expect(commands.ruleSave).toHaveBeenCalledWith(null, draft);
  answers[2]?.run();
  expect(commands.ruleMute).toHaveBeenCalledWith("Kiosk", true);

  // Nothing was suggested for the other one, so that nothing is corrected.
  await screen.findByRole("heading", { name: "Zwurbel" });
  await user.keyboard("1");
  expect(await screen.findByText("All decided")).toBeTruthy();
  expect(commands.rulePropose).toHaveBeenCalledTimes(1);
});

test("where nothing is suggested, accepting asks what it is", async () => {
  waiting.shift();
  const { user } = open();
  await screen.findByRole("heading", { name: "Zwurbel" });
  await user.keyboard("a");
  const apply = await screen.findByRole("button", { name: "Apply" });
  expect(apply).toHaveProperty("disabled", true);
  await user.click(screen.getByRole("combobox", { name: "Category" }));
  await user.keyboard("Health{Enter}");
  await user.click(apply);
  expect(commands.reviewDecide).toHaveBeenCalledWith({ kind: "merchant", key: "Zwurbel" }, "3", null);
});

test("S goes on to the next merchant without a decision", async () => {
  const { user } = open();
  await screen.findByRole("heading", { name: "Kiosk" });
  await user.keyboard("s");
  expect(await screen.findByRole("heading", { name: "Zwurbel" })).toBeTruthy();
  expect(commands.reviewDecide).not.toHaveBeenCalled();
});

test("all from a confidence on are accepted after a look at what that files", async () => {
  vi.spyOn(commands, "reviewConfident").mockImplementation((permille) =>
    ok({ rows: permille <= 800 ? 7 : 0, categories: [{ category: "2", rows: 7 }] }),
  );
  vi.spyOn(commands, "reviewAcceptConfident").mockReturnValue(ok(7));
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: /Accept the likely ones/ }));
  await user.click(await screen.findByRole("button", { name: "Accept 7" }));
  expect(commands.reviewAcceptConfident).toHaveBeenCalledWith(800);
});

test("automatic changes are listed, and those that stand can be taken back", async () => {
  const { container, user } = open({ tab: "runs" });
  const [revert, ...more] = await screen.findAllByRole("button", { name: /^Take back/ });
  expect(more).toEqual([]);
  if (revert) await user.click(revert);
  expect(commands.runRevert).toHaveBeenCalledWith("5");
  expect(await violations(container)).toEqual([]);
});
