import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands, type Account, type Category, type Row } from "../../ipc";
import { clock } from "../../lib/today.svelte";
import { violations } from "../../test/axe";
import TransactionDialog from "./TransactionDialog.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const eur = (amount: string) => ({ amount, currency: "EUR" });
const account: Account = {
  id: "7",
  name: "Giro",
  kind: "checking",
  openingBalance: eur("0.00"),
  openedOn: "2026-01-01",
  iban: "",
  closed: false,
  balance: eur("0.00"),
  transactions: 3,
};
const food: Category = {
  id: "1",
  parent: null,
  kind: "expense",
  name: "Food",
  key: "food",
  colour: 1,
  transactions: 0,
  used: false,
};
const groceries = { ...food, id: "2", parent: "1", name: "Groceries", key: "food.groceries" };
const row = { id: "9", payee: null, amount: eur("-5.00") } as Row;

beforeEach(() => {
  clock.today = "2026-10-31";
  vi.spyOn(commands, "accountList").mockReturnValue(ok([account]));
  vi.spyOn(commands, "categoryList").mockReturnValue(ok([food, groceries]));
  const lidl = { id: "1", name: "Lidl", category: "2", transactions: 3 };
  vi.spyOn(commands, "payeeList").mockReturnValue(ok([lidl]));
  vi.spyOn(commands, "tagList").mockReturnValue(ok([{ id: "1", name: "trip" }]));
  vi.spyOn(commands, "transactionAdd");
});
afterEach(() => vi.restoreAllMocks());

test("a payee brings its category; what is wrong stands at its field; saving says so", async () => {
  vi.mocked(commands.transactionAdd).mockResolvedValueOnce({
    status: "error",
    error: { kind: "invalid", problems: [{ field: "amount", code: "zero" }] },
  });
  vi.mocked(commands.transactionAdd).mockReturnValueOnce(ok(row));
  const onclose = vi.fn();
  const user = userEvent.setup();
  render(TransactionDialog, { onclose });
  await user.type(await screen.findByLabelText("Amount"), "0");
  await user.type(screen.getByLabelText("Payee"), "Li");
  await user.click(await screen.findByRole("option", { name: "Lidl" }));
  expect(screen.getByLabelText<HTMLInputElement>("Category").value).toBe("Groceries");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("The amount cannot be zero.")).toBeTruthy();
  expect(await violations(document.body)).toEqual([]);
  await user.clear(screen.getByLabelText("Amount"));
  await user.type(screen.getByLabelText("Amount"), "5");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  expect(commands.transactionAdd).toHaveBeenLastCalledWith(
    expect.objectContaining({ account: "7", amount: "5", category: "2", date: "2026-10-31", payee: "Lidl" }),
    null,
  );
});

test("saving and adding another keeps the day and begins anew", async () => {
  vi.mocked(commands.transactionAdd).mockReturnValue(ok(row));
  const onclose = vi.fn();
  const user = userEvent.setup();
  render(TransactionDialog, { onclose });
  await user.click(await screen.findByText("Income"));
  await user.type(screen.getByLabelText("Amount"), "5");
  await user.click(screen.getByRole("button", { name: "Save and add another" }));
  await vi.waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Amount").value).toBe(""));
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Income" }).checked).toBe(true);
  expect(document.activeElement).toBe(screen.getByLabelText("Amount"));
  expect(onclose).not.toHaveBeenCalled();
});

test("splitting begins with what is there, and is clean for axe", async () => {
  const user = userEvent.setup();
  render(TransactionDialog, { onclose: vi.fn() });
  await user.type(await screen.findByLabelText("Amount"), "30");
  await user.click(screen.getByRole("button", { name: "Split" }));
  expect(screen.getByLabelText<HTMLInputElement>("Amount of part 1").value).toBe("30");
  await user.click(screen.getByRole("button", { name: "Remove part 2" }));
  expect(screen.queryByLabelText("Amount of part 2")).toBeNull();
  expect(await violations(document.body)).toEqual([]);
});
