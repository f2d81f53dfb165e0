import { expect, test } from "vitest";
import { href, parseRoute } from "./router";

test("a route survives its URL", () => {
  const hash = href(
    "transactions",
    { kind: "month", month: "2026-10" },
    { category: "12", text: "a&b=c #x" },
  );
  expect(parseRoute(hash)).toEqual({
    view: "transactions",
    period: { kind: "month", month: "2026-10" },
    params: { category: "12", text: "a&b=c #x" },
  });
});

test.each(["", "#", "#/nowhere", "#/__proto__", "#/toString?x=1"])("%j is the dashboard", (hash) => {
  expect(parseRoute(hash)).toEqual({ view: "dashboard", period: undefined, params: {} });
});

test("what a view does not know is left out", () => {
  expect(parseRoute("#/import?text=1&period=nonsense")).toEqual({
    view: "import",
    period: undefined,
    params: {},
  });
});

test("an account's page has its number in the path", () => {
  const hash = href("account", undefined, { id: "7" });
  expect(hash).toBe("#/account/7");
  expect(parseRoute(hash)).toEqual({ view: "account", period: undefined, params: { id: "7" } });
});
