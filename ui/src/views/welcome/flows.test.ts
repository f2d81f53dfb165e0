import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands, type ProfileSummary, type Session } from "../../ipc";
import { login } from "../../session.svelte";
import { violations } from "../../test/axe";
import Welcome from "./Welcome.svelte";

const ok = <T>(data: T) => Promise.resolve({ status: "ok" as const, data });
const failed = <E>(error: E) => Promise.resolve({ status: "error" as const, error });
const maria: ProfileSummary = { id: "1", name: "Maria Keller", state: "ready", createdMs: "0" };
const tom: ProfileSummary = { id: "2", name: "Tom", state: "damaged", createdMs: "0" };
const session: Session = {
  profile: { id: "1", name: "Maria Keller", email: "" },
  settings: {
    currency: "USD",
    locale: "en",
    country: "US",
    autoLockMinutes: 5,
    countSuggestions: false,
    recoveryConfirmed: false,
  },
  demo: false,
};

beforeEach(() => {
  login.session = null;
  login.welcoming = false;
  const info = {
    version: "1",
    dataDir: "/",
    currencies: ["EUR", "USD"],
    currency: "USD",
    country: "US",
    locale: "en" as const,
  };
  vi.spyOn(commands, "appInfo").mockReturnValue(ok(info));
  const strength = { score: 4, acceptable: true, problem: null, warning: null };
  vi.spyOn(commands, "passwordStrength").mockReturnValue(ok(strength));
  vi.spyOn(commands, "recoveryConfirmed").mockReturnValue(ok(null));
  vi.spyOn(commands, "profileList");
  vi.spyOn(commands, "profileUnlock");
  vi.spyOn(commands, "profileCreate");
});
afterEach(() => vi.restoreAllMocks());

test("a wrong password is said and can be typed over; the right one opens", async () => {
  vi.mocked(commands.profileList).mockReturnValue(ok([maria, tom]));
  vi.mocked(commands.profileUnlock).mockReturnValueOnce(
    failed({ kind: "wrongPassword", failures: 2, retryAfterMs: 0 }),
  );
  vi.mocked(commands.profileUnlock).mockReturnValueOnce(ok(session));
  const user = userEvent.setup();
  render(Welcome);
  await user.type(await screen.findByLabelText("Password"), "wrong{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("attempt 2");
  expect(await violations(document.body)).toEqual([]);
  await user.keyboard("right{Enter}");
  expect(commands.profileUnlock).toHaveBeenLastCalledWith("1", "right");
  await vi.waitFor(() => expect(login.session).toEqual(session));
});

test("while attempts are throttled, none is made", async () => {
  vi.mocked(commands.profileList).mockReturnValue(ok([maria]));
  vi.mocked(commands.profileUnlock).mockReturnValue(failed({ kind: "throttled", retryAfterMs: 8_000 }));
  const user = userEvent.setup();
  render(Welcome);
  await user.type(await screen.findByLabelText("Password"), "x{Enter}{Enter}");
  expect((await screen.findByRole("alert")).textContent).toMatch(/in \d s/);
  expect(commands.profileUnlock).toHaveBeenCalledOnce();
});

test("a damaged profile says so and asks for no password", async () => {
  vi.mocked(commands.profileList).mockReturnValue(ok([maria, tom]));
  const user = userEvent.setup();
  render(Welcome);
  await user.click(await screen.findByRole("button", { name: /Tom/ }));
  expect(screen.getByRole("status").textContent).toContain("damaged");
  expect(screen.queryByLabelText("Password")).toBeNull();
});

test("from nothing to a profile: problems at their fields, then the code, confirmed by two groups", async () => {
  vi.mocked(commands.profileList).mockReturnValue(ok([]));
  vi.mocked(commands.profileCreate).mockReturnValueOnce(
    failed({ kind: "invalid", problems: [{ field: "name", code: "taken" }] }),
  );
  const code = "AAAA-BBBB-CCCC";
  vi.mocked(commands.profileCreate).mockReturnValueOnce(ok({ session, recoveryCode: code }));
  const user = userEvent.setup();
  render(Welcome);
  await user.type(await screen.findByLabelText("Your name"), "Maria Keller");
  expect(screen.getByLabelText<HTMLInputElement>("Currency").value).toBe("US Dollar");
  await user.type(screen.getByLabelText("Password"), "correct horse");
  await user.type(screen.getByLabelText("Password again"), "correct house{Enter}");
  expect(screen.getByText("The two are not the same.")).toBeTruthy();
  await user.keyboard("x");
  expect(screen.queryByText("The two are not the same.")).toBeNull();
  expect(commands.profileCreate).not.toHaveBeenCalled();
  await user.clear(screen.getByLabelText("Password again"));
  await user.type(screen.getByLabelText("Password again"), "correct horse{Enter}");
  expect(await screen.findByText("This is taken already.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("Your name"));
  expect(login.welcoming).toBe(false);
  expect(await violations(document.body)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Create profile" }));
  const saving = vi.spyOn(commands, "recoverySave").mockReturnValue(ok(true));
  await user.click(await screen.findByRole("button", { name: "Save to file" }));
  const [file, written] = saving.mock.lastCall ?? [];
  expect(file).toBe("ExpenseIQ recovery code.txt");
  expect(written).toMatch(/^ExpenseIQ\n\nRecovery code for .*\n\nAAAA-BBBB-CCCC\n$/);
  await user.click(screen.getByRole("button", { name: "I have written it down" }));
  expect(login.welcoming).toBe(true);
  for (const field of screen.getAllByRole("textbox")) {
    const number = Number(field.closest("div")?.querySelector("label")?.textContent.replace(/\D/g, ""));
    await user.type(field, (code.split("-")[number - 1] ?? "").toLowerCase());
  }
  expect(await violations(document.body)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Confirm" }));
  expect(await screen.findByText("How do you want to begin?")).toBeTruthy();
  expect(await violations(document.body)).toEqual([]);
});
