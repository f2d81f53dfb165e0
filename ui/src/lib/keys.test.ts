import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { keyCaps, listen, registeredShortcuts, shortcuts } from "./keys";

let now = 0;
let stops: (() => void)[] = [];
const done: string[] = [];
const shortcut = (keys: string, more = {}) => ({
  keys,
  label: "nav.add" as const,
  run: () => done.push(keys),
  ...more,
});

beforeEach(() => {
  done.length = 0;
  document.body.innerHTML = "<input><input type=checkbox><button>b</button>";
  stops = [listen(window, () => now)];
});
afterEach(() => stops.forEach((stop) => stop()));

function press(key: string, init: KeyboardEventInit = {}, on: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  on.dispatchEvent(event);
  return event;
}

const find = (selector: string) => document.querySelector(selector) ?? document.body;

describe("shortcuts", () => {
  test("Mod is Ctrl and Cmd", () => {
    stops.push(shortcuts("global", [shortcut("Mod+K"), shortcut("Mod+Shift+Z")]));
    expect(press("k", { ctrlKey: true }).defaultPrevented).toBe(true);
    press("k", { metaKey: true });
    press("Z", { ctrlKey: true, shiftKey: true });
    press("k");
    expect(done).toEqual(["Mod+K", "Mod+K", "Mod+Shift+Z"]);
  });

  test("what is only told of is left to what has the focus", () => {
    stops.push(shortcuts("table", [{ keys: "Enter", label: "nav.add" }]));
    expect(press("Enter").defaultPrevented).toBe(false);
    expect(registeredShortcuts().map(({ keys }) => keys)).toContain("Enter");
  });

  test("single keys are for no field that takes text, combinations are", () => {
    stops.push(
      shortcuts("view", [
        shortcut("C"),
        shortcut("/"),
        shortcut("Mod+K"),
        shortcut("Mod+Z", { notInFields: true }),
      ]),
    );
    for (const key of ["c", "/"]) press(key, {}, find("input"));
    press("z", { ctrlKey: true }, find("input"));
    press("k", { ctrlKey: true }, find("input"));
    press("c", {}, find("[type=checkbox]"));
    press("/", {}, find("button"));
    expect(done).toEqual(["Mod+K", "C", "/"]);
  });

  test("a symbol counts by what is typed, whatever the layout needs for it", () => {
    stops.push(shortcuts("global", [shortcut("?"), shortcut("[")]));
    press("?", { shiftKey: true });
    press("[", { ctrlKey: true, altKey: true });
    expect(done).toEqual(["?", "["]);
  });

  test("sequences wait for their second key, but not for long", () => {
    stops.push(shortcuts("global", [shortcut("G D"), shortcut("D")]));
    press("g");
    press("d");
    press("g");
    now += 5000;
    press("d");
    press("g");
    press("x");
    press("d");
    expect(done).toEqual(["G D", "D", "D"]);
  });

  test("the nearest scope wins", () => {
    const near = vi.fn();
    stops.push(shortcuts("global", [shortcut("C")]), shortcuts("list", [shortcut("C", { run: near })]));
    press("c");
    expect(near).toHaveBeenCalledOnce();
    expect(done).toEqual([]);
    expect(registeredShortcuts().map((one) => one.scope)).toEqual(["list", "global"]);
  });

  test("a dialog silences all but what always works", () => {
    stops.push(shortcuts("global", [shortcut("Mod+K"), shortcut("Mod+L", { always: true })]));
    document.body.innerHTML = "<dialog open></dialog>";
    press("k", { ctrlKey: true });
    press("l", { ctrlKey: true });
    expect(done).toEqual(["Mod+L"]);
  });

  test("taken away, they are silent", () => {
    shortcuts("global", [shortcut("C")])();
    press("c");
    expect(done).toEqual([]);
  });
});

test("key caps are those of the system", () => {
  expect(keyCaps("Mod+Shift+Z", false)).toEqual(["Ctrl", "Shift", "Z"]);
  expect(keyCaps("Mod+K", true)).toEqual(["⌘", "K"]);
  expect(keyCaps("G D", false)).toEqual(["G", "D"]);
});
