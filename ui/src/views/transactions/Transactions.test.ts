import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  announceChange,
  commands,
  type Account,
  type AssistantView,
  type Category,
  type Row,
  type Session,
} from "../../ipc";
import { listen } from "../../lib/keys";
import { clearToasts, shownToasts } from "../../lib/toasts.svelte";
import { violations } from "../../test/axe";
import Transactions from "./Transactions.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const eur = (amount: string) => ({ amount, currency: "EUR" });
const account = { id: "7", name: "Giro", closed: false, balance: eur("0.00") } as Account;
const food = { id: "1", parent: null, kind: "expense", name: "Food", key: "food", colour: 1 } as Category;
const groceries = { ...food, id: "2", parent: "1", name: "Groceries", key: "food.groceries" };
const session = { settings: { currency: "EUR" } } as Session;

function row(id: string, name: string, change: Partial<Row> = {}): Row {
  return {
    id,
    date: "2026-10-30",
    account: "7",
    payee: { id, name },
    rawPayee: null,
    memo: "",
    amount: eur("-5.00"),
    balance: null,
    status: "pending",
    splits: [{ category: "2", amount: eur("-5.00"), note: "" }],
    tags: [],
    transfer: null,
    suggestion: null,
    importId: null,
    ...change,
  };
}
const suggested = row("2", "Kiosk", {
  splits: [{ category: null, amount: eur("-5.00"), note: "" }],
  suggestion: {
    category: "2",
    confidencePermille: 820,
    sure: false,
    source: "memory",
    reason: { because: "memory", payee: "Kiosk", times: 14, of: 15 },
    state: "open",
  },
});
let rows: Row[];
let stop: () => void;

beforeEach(() => {
  rows = [row("1", "Lidl"), suggested, row("3", "Salary", { amount: eur("3300.00") })];
  stop = listen(window);
  vi.spyOn(commands, "accountList").mockReturnValue(ok([account]));
  vi.spyOn(commands, "rulePropose").mockReturnValue(ok(null));
  vi.spyOn(commands, "categoryList").mockReturnValue(ok([food, groceries]));
  vi.spyOn(commands, "assistantGet").mockReturnValue(ok({ settings: { enabled: false } } as AssistantView));
  vi.spyOn(commands, "transactionList").mockImplementation(() =>
    ok({ total: rows.length, sum: [eur("3290.00")], revision: 1, offset: 0, rows }),
  );
  vi.spyOn(commands, "transactionIds").mockImplementation((_filter, _sort, { offset, limit }) =>
    ok(rows.slice(offset, offset + limit).map(({ id }) => id)),
  );
  vi.spyOn(commands, "transactionsSum").mockReturnValue(ok([{ sum: eur("-10.00"), average: eur("-5.00") }]));
  vi.spyOn(commands, "suggestionsAccept").mockReturnValue(ok(null));
  vi.spyOn(commands, "transactionsCategorise").mockReturnValue(ok({ filed: 1, left: 1 }));
  vi.spyOn(commands, "transactionsSetDate").mockReturnValue(ok(null));
  vi.spyOn(commands, "transactionsTag").mockReturnValue(ok(null));
  vi.spyOn(commands, "transactionUpdate").mockImplementation(() => ok(row("1", "Lidl")));
  vi.spyOn(commands, "tagList").mockReturnValue(ok([]));
  vi.spyOn(commands, "payeeList").mockReturnValue(ok([]));
  vi.spyOn(commands, "transactionDelete").mockReturnValue(ok(null));
});
afterEach(() => {
  stop();
  clearToasts();
  vi.restoreAllMocks();
});

async function open(params = {}) {
  const oncount = vi.fn();
  const period = { kind: "month", month: "2026-10" } as const;
  const { container } = render(Transactions, { session, period, today: "2026-10-31", params, oncount });
  const cell = async (text: string) => {
    const found = (await screen.findByText(text)).closest("td");
    if (!found) throw new Error(`${text} is in no cell`);
    return found;
  };
  return { container, oncount, cell, user: userEvent.setup() };
}

test("says what is a fact, what is suggested and why, and is clean for axe", async () => {
  const { container, oncount, cell } = await open();
  await cell("Kiosk");
  expect(oncount).toHaveBeenLastCalledWith(3);
  expect(screen.getByText("Lidl").className).toContain("fact");
  expect(screen.getByText("Kiosk").className).not.toContain("fact");
  const accept = screen.getByRole("button", { name: /^Accept suggestion Groceries, suggested 82\s?%/ });
  expect(accept.title).toContain("You chose Groceries for Kiosk 14 of 15 times.");
  expect(screen.getByText("+3,300.00").className).toContain("income");
  expect(await violations(container)).toEqual([]);
});

test("splits and transfers say what they are, and splits open", async () => {
  const part = { category: "2", amount: eur("-2.50"), note: "for the party" };
  const parted = row("4", "Market", { splits: [part, { ...part, category: "1", note: "" }] });
  rows = [
    parted,
    row("5", "Own", { transfer: { transaction: "6", account: "7" }, amount: eur("250.00") }),
    row("6", "", { payee: null, rawPayee: "KARTE 4711", splits: [{ ...part, category: null }] }),
  ];
  const { container, user } = await open();
  expect((await screen.findByText("+250.00")).className).not.toContain("income");
  expect(screen.getByText("Transfer from Giro")).toBeTruthy();
  expect(screen.getByText("KARTE 4711").className).not.toContain("fact");
  expect(screen.getByText("Choose…")).toBeTruthy();
  const fold = screen.getByRole("button", { name: "2 categories" });
  await user.click(fold);
  expect(await screen.findByText("for the party")).toBeTruthy();
  expect(screen.getAllByText("−€2.50")).toHaveLength(2);
  expect(fold.getAttribute("aria-expanded")).toBe("true");
  expect(await violations(container)).toEqual([]);
  await user.click(fold);
  expect(screen.queryByText("for the party")).toBeNull();
});

test("an amount is edited in its cell, and what else the row says stays", async () => {
  rows = [
    row("1", "Lidl", { memo: "weekly", splits: [{ category: "2", amount: eur("-5.00"), note: "kept" }] }),
  ];
  const { cell, user } = await open();
  (await cell("Lidl")).focus();
  await user.keyboard("{ArrowRight}{ArrowRight}{Enter}7,50{Enter}");
  const expected = { amount: "7,50", direction: "expense", memo: "weekly", category: "2", note: "kept" };
  expect(commands.transactionUpdate).toHaveBeenCalledExactlyOnceWith("1", expect.objectContaining(expected));
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("TD"));
});

test("Esc leaves a cell as it was, Tab saves and goes on to the next", async () => {
  const { cell, user } = await open();
  (await cell("Lidl")).focus();
  await user.keyboard("d{ArrowUp}{Escape}");
  expect(commands.transactionUpdate).not.toHaveBeenCalled();
  await user.keyboard("d{ArrowUp}{Tab}");
  expect(commands.transactionUpdate).toHaveBeenCalledWith(
    "1",
    expect.objectContaining({ date: "2026-10-31" }),
  );
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Payee");
  await user.keyboard("{Tab}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Category");
  await user.keyboard("Food{Tab}");
  expect(commands.transactionsCategorise).toHaveBeenCalledWith(["1"], "1");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Amount");
});

test("chosen rows get tags, a day, and a category but where they are split", async () => {
  const { cell, user } = await open();
  (await cell("Lidl")).focus();
  await user.keyboard(" {Shift>}{ArrowDown}{/Shift}");
  const foot = within((await screen.findByText("2 selected")).closest<HTMLElement>(".foot") ?? document.body);
  await user.keyboard("t");
  await user.type(await screen.findByLabelText("Add tags"), "trip{Enter}");
  await user.click(screen.getByRole("button", { name: "Apply" }));
  expect(commands.transactionsTag).toHaveBeenCalledWith(["1", "2"], ["trip"], []);
  await user.click(foot.getByRole("button", { name: "Date" }));
  await user.clear(await screen.findByLabelText("Date"));
  await user.keyboard("14{Enter}");
  expect(commands.transactionsSetDate).toHaveBeenCalledWith(["1", "2"], "14");
  await vi.waitFor(() => expect(shownToasts().at(-1)?.text).toBe("Date of 2 transactions changed"));
  await user.click(foot.getByRole("button", { name: "Category" }));
  await user.type(await screen.findByRole("combobox", { name: "Category" }), "Food{Enter}");
  await user.click(screen.getByRole("button", { name: "Apply" }));
  await vi.waitFor(() =>
    expect(shownToasts().at(-1)?.text).toBe("Category changed. One split transaction was left as it is"),
  );
});

test("Enter accepts a suggestion, and opens what is decided", async () => {
  const { cell, user } = await open();
  (await cell("Kiosk")).focus();
  await user.keyboard("{ArrowRight}{Enter}");
  expect(commands.suggestionsAccept).toHaveBeenCalledWith(["2"]);
  await user.keyboard("{ArrowUp}{Enter}");
  const field = await screen.findByRole<HTMLInputElement>("combobox", { name: "Category" });
  expect(field.value).toBe("Groceries");
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("combobox", { name: "Category" })).toBeNull();
  expect(document.activeElement?.textContent).toContain("Groceries");
});

test("C files the row with the keyboard on it elsewhere", async () => {
  const { cell, user } = await open();
  (await cell("Lidl")).focus();
  await user.keyboard("c");
  await screen.findByRole("combobox", { name: "Category" });
  await user.keyboard("Food{Enter}");
  expect(commands.transactionsCategorise).toHaveBeenCalledWith(["1"], "1");
});

test("chosen rows have a sum, and are deleted with a way back", async () => {
  const { cell, user } = await open();
  (await cell("Lidl")).focus();
  await user.keyboard(" {Shift>}{ArrowDown}{/Shift}");
  expect(await screen.findByText("2 selected")).toBeTruthy();
  expect(await screen.findByText("−€10.00")).toBeTruthy();
  expect(await screen.findByText("−€5.00")).toBeTruthy();
  await user.keyboard("{Delete}");
  expect(commands.transactionDelete).toHaveBeenCalledWith(["1", "2"]);
  await vi.waitFor(() => expect(shownToasts()[0]?.text).toBe("2 transactions deleted"));
  expect(shownToasts()[0]?.actions[0]?.label).toBe("Undo");
});

test("a change elsewhere is shown in place", async () => {
  const { cell } = await open();
  await cell("Lidl");
  rows = [row("1", "Lidl Berlin")];
  announceChange({ topics: ["transactions"], revision: 2 });
  await cell("Lidl Berlin");
});

test("nothing for a filter leads out of it", async () => {
  vi.mocked(commands.transactionList).mockImplementation((filter) => {
    const everything = !filter.text;
    return ok({ total: everything ? 3 : 0, sum: [], revision: 1, offset: 0, rows: everything ? rows : [] });
  });
  const { container } = await open({ text: "nobody" });
  expect(await screen.findByText("No transaction fits")).toBeTruthy();
  expect(await violations(container)).toEqual([]);
});

test("a failure says what to do, and can be tried again", async () => {
  vi.mocked(commands.transactionList).mockResolvedValue({
    status: "error",
    error: { kind: "internal", ticket: "K4" },
  });
  const { user } = await open();
  expect(await screen.findByText(/K4/)).toBeTruthy();
  vi.mocked(commands.transactionList).mockReturnValue(
    ok({ total: 1, sum: [], revision: 1, offset: 0, rows: [row("1", "Lidl")] }),
  );
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Lidl")).toBeTruthy();
});
