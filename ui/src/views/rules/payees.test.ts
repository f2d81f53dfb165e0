import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands, type PayeeEntry, type Session } from "../../ipc";
import { listen } from "../../lib/keys";
import { clearToasts, shownToasts } from "../../lib/toasts.svelte";
import { violations } from "../../test/axe";
import { mostUsed } from "./payees";
import Rules from "./Rules.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const payee = (id: string, name: string, transactions: number, aliases: string[] = []): PayeeEntry => ({
  id,
  name,
  category: null,
  transactions,
  last: "2026-10-30",
  aliases,
  muted: false,
});
const payees = [payee("1", "Lidl", 12), payee("2", "LIDL sagt danke", 40, ["lidl markt"])];

let stop: () => void;
afterEach(() => stop());
beforeEach(() => {
  stop = listen(window);
  clearToasts();
  vi.spyOn(commands, "ruleList").mockReturnValue(ok([]));
  vi.spyOn(commands, "categoryList").mockReturnValue(ok([]));
  vi.spyOn(commands, "accountList").mockReturnValue(ok([]));
  vi.spyOn(commands, "payeePage").mockReturnValue(ok({ total: 2, payees }));
  vi.spyOn(commands, "payeesMerge").mockReturnValue(ok(12));
});

function show() {
  const props = {
    session: { settings: { currency: "EUR" } } as Session,
    period: { kind: "all" as const },
    today: "2026-10-31",
    params: { section: "payees" },
    oncount: () => undefined,
  };
  return { ...render(Rules, props), user: userEvent.setup() };
}

test("chosen with Space and merged with M into the one with most rows", async () => {
  const { container, user } = show();
  const name = await screen.findByText("Lidl");
  expect(await violations(container)).toEqual([]);
  name.closest("td")?.focus();
  await user.keyboard(" {ArrowDown}");
  expect(await screen.findByText("One chosen")).toBeTruthy();
  await user.keyboard(" ");
  expect(await screen.findByText("2 chosen")).toBeTruthy();
  await user.keyboard("m");
  const dialog = await screen.findByRole("dialog", { name: "Merge payees" });
  expect(within(dialog).getByText(/^12 transactions get another payee/)).toBeTruthy();
  await user.click(within(dialog).getByRole("button", { name: "Merge" }));
  expect(commands.payeesMerge).toHaveBeenCalledWith(["1"], "2");
  expect(shownToasts()[0]?.text).toContain("12 transactions");
});

test("a name that is taken can be merged with instead", async () => {
  const taken = { kind: "invalid" as const, problems: [{ field: "name" as const, code: "taken" as const }] };
  vi.spyOn(commands, "payeeRename").mockResolvedValue({ status: "error", error: taken });
  const { user } = show();
  (await screen.findByText("Lidl")).closest("td")?.focus();
  await user.keyboard("{Enter}");
  const field = await screen.findByRole("textbox", { name: "Name" });
  await user.clear(field);
  await user.type(field, "LIDL sagt danke{Enter}");
  await user.click(await screen.findByRole("button", { name: /Merge with that payee/ }));
  expect(await screen.findByRole("dialog", { name: "Merge payees" })).toBeTruthy();
});

test("earlier names are shown and can be forgotten", async () => {
  vi.spyOn(commands, "payeeForgetAlias").mockReturnValue(ok(null));
  const { user } = show();
  (await screen.findByText("LIDL sagt danke")).closest("td")?.focus();
  await user.keyboard("{F2}");
  await user.click(await screen.findByRole("button", { name: "Forget lidl markt" }));
  expect(commands.payeeForgetAlias).toHaveBeenCalledWith("2", "lidl markt");
  expect(screen.queryByText("Also known as")).toBeNull();
});

test("of several payees the one with most rows stays", () => {
  expect(mostUsed(payees)).toBe("2");
  expect(mostUsed([])).toBe("");
});
