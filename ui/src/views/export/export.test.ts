import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../../ipc";
import { clearToasts, shownToasts } from "../../lib/toasts.svelte";
import { violations } from "../../test/axe";
import { EVERYTHING } from "../transactions/register";
import Decrypted from "./Decrypted.svelte";
import ExportMenu from "./ExportMenu.svelte";
import { restore } from "./export.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const failed = <E>(error: E) => Promise.resolve({ status: "error" as const, error });

beforeEach(() => {
  clearToasts();
  vi.spyOn(commands, "exportSave").mockReturnValue(ok({ name: "a.csv", rows: 3 }));
});
afterEach(() => vi.restoreAllMocks());

test("what is shown is exported in the chosen format, and it is said where to", async () => {
  const user = userEvent.setup();
  const filter = { ...EVERYTHING, text: "lidl" };
  render(ExportMenu, { filter, label: "Export" });
  await user.click(screen.getByRole("button", { name: "Export" }));
  await user.click(screen.getByRole("menuitem", { name: "Quicken (QIF)" }));
  expect(commands.exportSave).toHaveBeenCalledWith({ kind: "transactions", format: "qif", filter });
  await vi.waitFor(() => expect(shownToasts()[0]?.text).toBe("Wrote 3 rows to a.csv"));
});

test("a decrypted copy needs its word", async () => {
  const user = userEvent.setup();
  const onclose = vi.fn();
  render(Decrypted, { onclose });
  const go = screen.getByRole<HTMLButtonElement>("button", { name: "Choose where to…" });
  await user.type(screen.getByRole("textbox"), "yes{Enter}");
  expect(go.disabled).toBe(true);
  expect(commands.exportSave).not.toHaveBeenCalled();
  expect(await violations(document.body)).toEqual([]);
  await user.clear(screen.getByRole("textbox"));
  await user.type(screen.getByRole("textbox"), "decrypt{Enter}");
  expect(commands.exportSave).toHaveBeenCalledWith({ kind: "decrypted" });
  expect(onclose).toHaveBeenCalled();
});

test("what went wrong with the disk or the file is said", async () => {
  vi.spyOn(commands, "bookRestore").mockReturnValue(failed({ kind: "file", problem: "notAllowed" }));
  expect(await restore()).toBe(false);
  expect(shownToasts()[0]?.text).toContain("does not allow this place");
  clearToasts();
  const problems = [{ field: "account" as const, code: "inUse" as const }];
  vi.mocked(commands.bookRestore).mockReturnValue(failed({ kind: "invalid", problems }));
  expect(await restore()).toBe(false);
  expect(shownToasts()[0]?.text).toContain("Only an empty profile");
  vi.mocked(commands.bookRestore).mockReturnValue(ok(null));
  expect(await restore()).toBe(false);
});
