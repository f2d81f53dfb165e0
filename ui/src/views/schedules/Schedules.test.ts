import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { commands, type Account, type Category, type ScheduleView, type Session } from "../../ipc";
import { clearToasts, shownToasts } from "../../lib/toasts.svelte";
import { violations } from "../../test/axe";
import Schedules from "./Schedules.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const eur = (amount: string) => ({ amount, currency: "EUR" });
const account = { id: "7", name: "Giro", closed: false, balance: eur("0.00") } as Account;
const rent = { id: "1", parent: null, kind: "expense", name: "Rent", key: null, colour: 1 } as Category;
const plan = (id: string, payee: string, more: Partial<ScheduleView>): ScheduleView => ({
  id,
  account: "7",
  payee,
  category: null,
  amount: eur("-9.99"),
  memo: "",
  tags: [],
  recurrence: { every: 1, unit: "month" },
  nextOn: "2026-10-31",
  due: 0,
  paused: false,
  ...more,
});
let plans: ScheduleView[];

beforeEach(() => {
  plans = [
    plan("1", "Landlord", { category: "1", amount: eur("-1200.00"), due: 2, tags: ["home"] }),
    plan("2", "Cleaning", { due: 1, recurrence: { every: 2, unit: "week" } }),
    plan("3", "Music", { nextOn: "2026-11-12" }),
    plan("4", "", { paused: true }),
  ];
  clearToasts();
  vi.spyOn(commands, "scheduleList").mockImplementation(() => ok(plans));
  vi.spyOn(commands, "accountList").mockReturnValue(ok([account]));
  vi.spyOn(commands, "categoryList").mockReturnValue(ok([rent]));
  vi.spyOn(commands, "schedulesEnter").mockImplementation((ids) => ok(ids.length));
  vi.spyOn(commands, "scheduleSkip").mockReturnValue(ok(null));
});

function open() {
  const oncount = vi.fn();
  render(Schedules, {
    session: {} as Session,
    period: { kind: "month", month: "2026-10" } as never,
    today: "2026-10-31",
    params: {},
    oncount,
  });
  return oncount;
}

test("what has come due is entered, one by one or all at once, and can be undone", async () => {
  const user = userEvent.setup();
  const oncount = open();
  await screen.findByText("Landlord");
  expect(oncount).toHaveBeenLastCalledWith(4);
  expect(screen.getByText(/every 2 weeks/)).toBeTruthy();
  expect(screen.getByText("Without a payee")).toBeTruthy();
  expect(await violations(document.body)).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^Enter.*Landlord/ }));
  expect(commands.schedulesEnter).toHaveBeenLastCalledWith(["1"]);
  expect(shownToasts().map(({ text }) => text)).toEqual(["Landlord entered"]);
  await user.click(screen.getByRole("button", { name: "Enter all 3 due" }));
  expect(commands.schedulesEnter).toHaveBeenLastCalledWith(["1", "2"]);
});

test("one that is not due can be skipped, and one that is paused cannot", async () => {
  const user = userEvent.setup();
  open();
  await user.click(await screen.findByRole("button", { name: "More about Music" }));
  await user.click(screen.getByRole("menuitem", { name: "Skip the next one" }));
  expect(commands.scheduleSkip).toHaveBeenLastCalledWith("3");
  await user.click(screen.getByRole("button", { name: "More about Without a payee" }));
  expect(screen.getByRole("menuitem", { name: "Skip the next one" }).hasAttribute("disabled")).toBe(true);
  expect(screen.getByRole("menuitem", { name: "Go on" })).toBeTruthy();
});

test("without any it says how to make one", async () => {
  plans = [];
  open();
  expect(await screen.findByText(/1200 rent every month/)).toBeTruthy();
});
