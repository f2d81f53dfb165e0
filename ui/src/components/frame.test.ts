import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { setLocale } from "../lib/i18n";
import { listen } from "../lib/keys";
import { violations } from "../test/axe";
import { html } from "../test/snippet";
import AppFrame from "./AppFrame.svelte";
import Chart from "./Chart.svelte";
import Figure from "./Figure.svelte";

const props = () => ({
  page: "dashboard" as const,
  title: "Dashboard",
  period: { kind: "month" as const, month: "2026-10" },
  today: "2026-10-31",
  onperiod: vi.fn(),
  accounts: [{ id: "7", name: "Checking", balance: "-12.50", currency: "EUR" }],
  total: { amount: "-12.50", currency: "EUR" },
  waiting: { review: 12 },
  profile: { id: "1", name: "Maria Keller" },
  search: "",
  onsearch: vi.fn(),
  onadd: vi.fn(),
  onamounts: vi.fn(),
  onlock: vi.fn(),
  children: html("<p>content</p>"),
});

test("the frame leads everywhere, keeping the period, and is clean for axe", async () => {
  render(AppFrame, props());
  const link = screen.getByRole("link", { name: /Checking/ });
  expect(link.getAttribute("href")).toBe("#/account/7?period=2026-10");
  expect(link.textContent).toContain("−12.50");
  expect(screen.getByRole("link", { name: "Dashboard" }).getAttribute("aria-current")).toBe("page");
  expect(await violations(document.body)).toEqual([]);
});

test("its shortcuts work while it is shown", async () => {
  const stop = listen(window);
  const given = props();
  const { unmount } = render(AppFrame, given);
  const user = userEvent.setup();
  await user.keyboard("{Control>}l{/Control}[[");
  expect(given.onlock).toHaveBeenCalledOnce();
  expect(given.onperiod).toHaveBeenCalledWith({ kind: "month", month: "2026-09" });
  await user.keyboard("gt");
  expect(location.hash).toBe("#/transactions?period=2026-10");
  await user.keyboard("/");
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Search" }));
  await user.keyboard("lidl{Escape}");
  expect(document.activeElement).toBe(document.body);
  await vi.waitFor(() => expect(given.onsearch).toHaveBeenLastCalledWith(""));
  unmount();
  await user.keyboard("{Control>}l{/Control}");
  expect(given.onlock).toHaveBeenCalledOnce();
  stop();
});

test("the period picker jumps to a month and to the usual ranges", async () => {
  const given = props();
  render(AppFrame, given);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "October 2026" }));
  expect(await violations(document.body)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Mar" }));
  expect(given.onperiod).toHaveBeenLastCalledWith({ kind: "month", month: "2026-03" });
  await user.click(screen.getByRole("button", { name: "October 2026" }));
  await user.click(screen.getByRole("button", { name: "Last 12 months" }));
  expect(given.onperiod).toHaveBeenLastCalledWith({ kind: "twelveMonths", end: "2026-10" });
});

test("the language changes while it is shown", async () => {
  render(AppFrame, props());
  setLocale("de");
  expect(await screen.findByRole("link", { name: "Buchungen" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Oktober 2026" })).toBeTruthy();
});

test("a chart is a table too, whose figures lead on", async () => {
  const onpick = vi.fn();
  render(Chart, {
    kind: "bar",
    title: "By month",
    summary: "Two months",
    labels: ["Sep", "Oct"],
    labelHeading: "Month",
    series: [{ label: "Expenses", values: ["10.00", null], colour: "--c1" }],
    format: (value: string) => `€${value}`,
    formatAxis: (value: string) => value,
    onpick,
  });
  await userEvent.click(screen.getByRole("button", { name: "Show as table" }));
  await userEvent.click(screen.getByRole("button", { name: "€10.00" }));
  expect(onpick).toHaveBeenCalledWith(0, 0);
  expect(await violations(document.body)).toEqual([]);
});

test("a figure ends exactly at its value", async () => {
  render(Figure, { value: "12345678901234567.89", format: (value: string) => value });
  await vi.waitFor(() => expect(screen.getAllByText("12345678901234567.89")).toHaveLength(2));
});
