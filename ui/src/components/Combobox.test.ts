import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Option } from "../lib/options";
import { violations } from "../test/axe";
import Combobox from "./Combobox.svelte";

const options: Option[] = [
  { value: "1", label: "Groceries", parent: "Food", group: "Food", colour: 1 },
  { value: "2", label: "Restaurants", parent: "Food", group: "Food", colour: 1 },
  { value: "3", label: "Rent", parent: "Bills", group: "Bills", colour: 3 },
];

function setup(more = {}) {
  const onchange = vi.fn();
  const oncreate = vi.fn();
  const oncancel = vi.fn();
  render(Combobox, { label: "Category", value: "2", options, onchange, oncreate, oncancel, ...more });
  return { field: screen.getByRole("combobox"), user: userEvent.setup(), onchange, oncreate, oncancel };
}
const marked = () => {
  const id = screen.getByRole("combobox").getAttribute("aria-activedescendant");
  return id ? document.getElementById(id)?.textContent.trim() : undefined;
};

test("it shows what is chosen, and opens at it", async () => {
  const { field, user } = setup();
  expect(field).toHaveProperty("value", "Restaurants");
  await user.tab();
  await user.keyboard("{ArrowDown}");
  expect(marked()).toContain("Restaurants");
  expect(screen.getAllByText("Food")).toHaveLength(1);
  expect(await violations(document.body)).toEqual([]);
});

test("typing narrows, Enter takes the best", async () => {
  const { user, onchange } = setup();
  await user.tab();
  await user.keyboard("rent{Enter}");
  expect(onchange).toHaveBeenCalledWith("3", "Rent");
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("arrows go round, Esc goes back to what was there, and then cancels", async () => {
  const { field, user, onchange, oncancel } = setup();
  await user.tab();
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
  expect(marked()).toContain("Groceries");
  await user.keyboard("xyz{Escape}");
  expect(field).toHaveProperty("value", "Restaurants");
  expect(oncancel).not.toHaveBeenCalled();
  await user.keyboard("{Escape}");
  expect(oncancel).toHaveBeenCalledOnce();
  expect(onchange).not.toHaveBeenCalled();
});

test("Tab takes what is marked, an emptied field takes the choice away", async () => {
  const { user, onchange } = setup();
  await user.tab();
  await user.keyboard("groc");
  await user.tab();
  expect(onchange).toHaveBeenLastCalledWith("1", "Groceries");
  await user.tab();
  await user.clear(screen.getByRole("combobox"));
  await user.tab();
  expect(onchange).toHaveBeenLastCalledWith("", "");
});

test("text that is no option can be made one", async () => {
  const { user, oncreate } = setup();
  await user.tab();
  await user.keyboard("Zoo visits{Enter}");
  expect(oncreate).toHaveBeenCalledWith("Zoo visits");
});

test("a press takes an option", async () => {
  const { field, user, onchange } = setup();
  await user.click(field);
  await user.click(screen.getByText("Rent"));
  expect(onchange).toHaveBeenCalledWith("3", "Rent");
});

test("options that are asked for: the newest question's answer counts", async () => {
  const answers: ((found: Option[]) => void)[] = [];
  const load = vi.fn(() => new Promise<Option[]>((resolve) => answers.push(resolve)));
  const { user } = setup({ load, text: "Lidl", oncreate: undefined });
  expect(screen.getByRole("combobox")).toHaveProperty("value", "Lidl");
  await user.tab();
  await user.keyboard("re");
  answers.at(-1)?.([{ value: "9", label: "REWE" }]);
  answers.at(-2)?.([{ value: "8", label: "Rossmann" }]);
  expect(await screen.findByText("REWE")).toBeTruthy();
  expect(screen.queryByText("Rossmann")).toBeNull();
  await vi.waitFor(() => expect(marked()).toBe("REWE"));
});
