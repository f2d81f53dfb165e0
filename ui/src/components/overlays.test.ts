import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { commands } from "../lib/commands.svelte";
import { shortcuts } from "../lib/keys";
import { clearToasts, toast } from "../lib/toasts.svelte";
import { violations } from "../test/axe";
import { html } from "../test/snippet";
import CommandPalette from "./CommandPalette.svelte";
import ConfirmDialog from "./ConfirmDialog.svelte";
import Dialog from "./Dialog.svelte";
import Menu, { type MenuTrigger } from "./Menu.svelte";
import ShortcutOverlay from "./ShortcutOverlay.svelte";
import Toasts from "./Toasts.svelte";

describe("Dialog", () => {
  test("takes the focus, closes on Esc, gives the focus back", async () => {
    document.body.insertAdjacentHTML("beforeend", "<button id=before>b</button>");
    document.getElementById("before")?.focus();
    const onclose = vi.fn();
    const props = { title: "Edit", onclose, children: html("<input aria-label=Name>") };
    const { rerender } = render(Dialog, { open: true, ...props });
    expect(document.activeElement).toBe(screen.getByLabelText("Name"));
    expect(screen.getByRole("dialog", { name: "Edit" })).toBeTruthy();
    expect(await violations(document.body)).toEqual([]);
    await userEvent.keyboard("{Escape}");
    expect(onclose).toHaveBeenCalledOnce();
    await rerender({ open: false });
    expect(document.activeElement?.id).toBe("before");
    document.getElementById("before")?.remove();
  });

  test("a question has its focus on the safe answer", () => {
    const onconfirm = vi.fn();
    render(ConfirmDialog, {
      open: true,
      title: "Delete profile?",
      confirm: "Delete",
      onconfirm,
      onclose: vi.fn(),
      children: html("<p>Gone for good.</p>"),
    });
    expect(document.activeElement?.textContent.trim()).toBe("Cancel");
  });
});

test("a menu is walked by arrows and letters, and gives the focus back", async () => {
  const run = vi.fn();
  const trigger = createRawSnippet<[MenuTrigger]>((attributes) => ({
    render: () => "<button>More</button>",
    setup: (element) => {
      element.addEventListener("click", () => attributes().onclick());
    },
  }));
  render(Menu, {
    label: "More",
    items: [
      { label: "Edit", run: vi.fn() },
      { label: "Merge", run: vi.fn(), disabled: true },
      { label: "Delete", run },
    ],
    trigger,
  });
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "More" }));
  await user.keyboard("{ArrowDown}");
  const names = [document.activeElement?.textContent.trim()];
  await user.keyboard("{ArrowDown}");
  names.push(document.activeElement?.textContent.trim());
  expect(names.sort()).toEqual(["Delete", "Edit"]);
  await user.keyboard("d{Enter}");
  expect(run).toHaveBeenCalledOnce();
  expect(screen.queryByRole("menu")).toBeNull();
});

describe("Toasts", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    clearToasts();
    vi.useRealTimers();
  });

  test("go after a while, but not under the pointer", async () => {
    render(Toasts);
    toast("Deleted");
    await tick();
    screen.getByText("Deleted").parentElement?.dispatchEvent(new Event("pointerenter"));
    vi.advanceTimersByTime(60_000);
    await tick();
    const shown = screen.getByText("Deleted");
    shown.parentElement?.dispatchEvent(new Event("pointerleave"));
    vi.advanceTimersByTime(10_000);
    await tick();
    expect(screen.queryByText("Deleted")).toBeNull();
  });

  test("their action runs once and takes them away; more than three wait", async () => {
    const run = vi.fn();
    render(Toasts);
    toast("one", { action: { label: "Undo", run } });
    for (const text of ["two", "three", "four"]) toast(text);
    await tick();
    expect(screen.queryByText("four")).toBeNull();
    screen.getByRole("button", { name: "Undo" }).click();
    await tick();
    expect(run).toHaveBeenCalledOnce();
    expect(screen.queryByText("one")).toBeNull();
    expect(screen.getByText("four")).toBeTruthy();
  });
});

describe("CommandPalette", () => {
  test("finds, runs, and has what ran last first", async () => {
    const ran: string[] = [];
    const command = (id: string, label: string) => ({
      id,
      label,
      group: "Do",
      icon: "add" as const,
      run: () => ran.push(id),
    });
    const stop = commands(() => [command("a", "Add"), command("l", "Lock"), command("i", "Import a file")]);
    const onclose = vi.fn();
    const user = userEvent.setup();
    const { rerender } = render(CommandPalette, { open: true, onclose, onask: vi.fn() });
    expect(await violations(document.body)).toEqual([]);
    await user.keyboard("imp{Enter}");
    await tick();
    expect([ran, onclose.mock.calls.length]).toEqual([["i"], 1]);
    await rerender({ open: false });
    await rerender({ open: true });
    const first = screen.getAllByRole("option")[0];
    expect(first?.textContent).toContain("Import a file");
    await user.keyboard("{ArrowUp}{Enter}");
    await tick();
    expect(ran).toEqual(["i", "l"]);
    stop();
  });
});

test("the overlay shows what is registered", async () => {
  const stop = shortcuts("list", [{ keys: "Mod+N", label: "shortcuts.add", run: vi.fn() }]);
  render(ShortcutOverlay, { open: true, onclose: vi.fn() });
  expect(screen.getByText("Add a transaction")).toBeTruthy();
  expect(screen.getByText("Ctrl")).toBeTruthy();
  expect(screen.getByText("14, 14/3, today, yesterday")).toBeTruthy();
  expect(await violations(document.body)).toEqual([]);
  stop();
});
