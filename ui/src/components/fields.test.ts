import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { setLocale } from "../lib/i18n";
import { violations } from "../test/axe";
import DateField from "./DateField.svelte";
import FieldError from "./FieldError.svelte";
import MoneyField from "./MoneyField.svelte";
import PasswordField from "./PasswordField.svelte";

const today = "2026-10-31";

describe("DateField", () => {
  test.each([
    ["{ArrowUp}", "2026-11-01"],
    ["{ArrowDown}", "2026-10-30"],
    ["{PageUp}", "2026-11-30"],
    ["{PageDown}", "2026-09-30"],
  ])("%s steps to %s", async (keys, day) => {
    const onchange = vi.fn();
    render(DateField, { label: "Date", value: today, today, onchange });
    await userEvent.tab();
    await userEvent.keyboard(keys);
    expect(onchange).toHaveBeenCalledWith(day);
  });

  test.each(["1", "yesterday", "14/3"])("what is typed (%s) is passed on as it stands", async (text) => {
    const onchange = vi.fn();
    render(DateField, { label: "Date", value: "", today, onchange });
    await userEvent.tab();
    await userEvent.paste(text);
    expect(onchange).toHaveBeenCalledWith(text);
  });

  test("a day is shown in the user's order", async () => {
    setLocale("de");
    render(DateField, { label: "Datum", value: "2026-03-04", today, onchange: vi.fn() });
    expect(screen.getByRole("textbox")).toHaveProperty("value", "04.03.2026");
  });

  test("the calendar is a grid for the keyboard, and gives the focus back", async () => {
    const onchange = vi.fn();
    const user = userEvent.setup();
    render(DateField, { label: "Date", value: "2026-10-14", today, onchange });
    await user.tab();
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await vi.waitFor(() =>
      expect(document.activeElement?.getAttribute("aria-label")).toContain("14 October"),
    );
    expect(await violations(document.body)).toEqual([]);
    await user.keyboard("{ArrowDown}");
    await user.keyboard("{End}");
    await vi.waitFor(() =>
      expect(document.activeElement?.getAttribute("aria-label")).toContain("25 October"),
    );
    await user.keyboard("{Enter}");
    expect(onchange).toHaveBeenCalledWith("2026-10-25");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("textbox"));
  });
});

test("an amount is passed on as typed, sums and both marks too", async () => {
  const onchange = vi.fn();
  render(MoneyField, { label: "Amount", value: "", currency: "EUR", onchange });
  await userEvent.tab();
  await userEvent.paste("12,50+3");
  expect(onchange).toHaveBeenCalledWith("12,50+3");
  expect(await violations(document.body)).toEqual([]);
});

test("a password can be seen, and is never spell-checked", async () => {
  render(PasswordField, { label: "Password", value: "secret", purpose: "new", onchange: vi.fn() });
  const field = screen.getByLabelText("Password");
  expect([field.getAttribute("type"), field.getAttribute("spellcheck")]).toEqual(["password", "false"]);
  await userEvent.click(screen.getByRole("button", { name: "Show password" }));
  expect(field.getAttribute("type")).toBe("text");
});

test("codes become sentences, unknown ones too", () => {
  render(FieldError, { id: "e", codes: ["zero", "fromTheFuture"] });
  expect(document.getElementById("e")?.textContent).toBe("The amount cannot be zero. This cannot be used.");
});
