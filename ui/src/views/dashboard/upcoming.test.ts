import { render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { commands, type ScheduleView } from "../../ipc";
import { violations } from "../../test/axe";
import UpcomingCard from "./UpcomingCard.svelte";

const plan = (id: string, more: Partial<ScheduleView> = {}): ScheduleView => ({
  id,
  account: "7",
  payee: `Payee ${id}`,
  category: null,
  amount: { amount: "-9.99", currency: "EUR" },
  memo: "",
  tags: [],
  recurrence: { every: 1, unit: "month" },
  nextOn: "2026-11-03",
  due: 0,
  paused: false,
  ...more,
});

function open(plans: ScheduleView[]) {
  vi.spyOn(commands, "scheduleList").mockResolvedValue({ status: "ok", data: plans });
  return render(UpcomingCard, { period: { kind: "month", month: "2026-10" }, today: "2026-10-31" });
}

afterEach(() => vi.restoreAllMocks());

test("the next few are shown with what is due, and lead to all of them", async () => {
  const many = Array.from({ length: 9 }, (_, at) => plan(String(at + 3)));
  const { container } = open([plan("1", { due: 2 }), plan("2", { paused: true }), ...many]);
  expect(await screen.findByText("Payee 1")).toBeTruthy();
  expect(screen.getByText("2 due")).toBeTruthy();
  expect(screen.queryByText("Payee 2")).toBeNull();
  expect(screen.getAllByRole("listitem")).toHaveLength(6);
  expect(screen.getByRole("link", { name: "All schedules" }).getAttribute("href")).toContain("#/schedules");
  expect(await violations(container)).toEqual([]);
});

test("without any, nothing shows", async () => {
  const { container } = open([plan("1", { paused: true })]);
  await vi.waitFor(() => expect(commands.scheduleList).toHaveBeenCalled());
  expect(container.textContent.trim()).toBe("");
});
