import { render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../../ipc";
import { ANYBODY, login } from "../../session.svelte";
import Dashboard from "./Dashboard.svelte";

vi.mock("../../lib/chart", () => ({ draw: () => () => undefined }));

const props = {
  session: ANYBODY,
  route: { view: "dashboard", period: undefined, params: {} },
  period: { kind: "month", month: "2026-10" },
  today: "2026-10-31",
  oncount: () => undefined,
} as never;

/** Ends the waiting for answers: none may be open when another test asks its own questions. */
let settle: () => void;

beforeEach(() => {
  const late = new Promise<{ status: "error"; error: { kind: "locked" } }>((answer) => {
    settle = () => {
      answer({ status: "error", error: { kind: "locked" } });
    };
  });
  vi.spyOn(commands, "reportDashboard").mockReturnValue(late);
  vi.spyOn(commands, "categoryList").mockReturnValue(late);
  login.session = null;
});

afterEach(() => {
  vi.restoreAllMocks();
  login.session = undefined;
  settle();
});

test("with nobody logged in the page is drawn whole, for practice", () => {
  render(Dashboard, props);
  expect(screen.getAllByText("Bücher Müller & Söhne").length).toBeGreaterThan(0);
});

test("whoever is logged in sees their own figures, or none yet", async () => {
  render(Dashboard, props);
  login.session = { ...ANYBODY, profile: { id: "1", name: "Anna", email: "" } };
  await vi.waitFor(() => expect(screen.queryByText("Bücher Müller & Söhne")).toBeNull());
  expect(screen.queryByText(/2,?460/)).toBeNull();
});
