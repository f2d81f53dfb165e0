/**
 * Keyboard shortcuts. Whoever has one registers it while mounted; the `?` overlay lists what is registered.
 *
 * Notation: "Mod+K" (Ctrl, or Cmd on a Mac), "Mod+Shift+Z", "/", "Delete", "G D" (one after the other). Letters are
 * matched whatever the case, symbols by the character itself, so that layouts where they need Shift or AltGr work.
 */
import type { Key } from "./i18n";

export type Scope = "global" | "view" | "list" | "table";

export interface Shortcut {
  keys: string;
  label: Key;
  /** Without it the keys are only told of: what has the focus answers to them itself. */
  run?: () => void;
  /** Also while a modal dialog is open, as for locking. */
  always?: boolean;
  /** A combination with Mod that a text field keeps for itself while it has focus, as undo. */
  notInFields?: boolean;
}

export type Registered = Shortcut & { scope: Scope };

const SEQUENCE_MS = 1200;
const PRECEDENCE: readonly Scope[] = ["list", "view", "global", "table"];

let registered: Registered[] = [];

/** Adds shortcuts; the answer removes them again: `$effect(() => shortcuts("view", [...]))`. */
export function shortcuts(scope: Scope, list: readonly Shortcut[]): () => void {
  const added = list.map((shortcut) => ({ ...shortcut, scope }));
  registered = [...registered, ...added];
  return () => {
    registered = registered.filter((one) => !added.includes(one));
  };
}

/** All that is registered now, the nearest scope first. */
export function registeredShortcuts(): Registered[] {
  return PRECEDENCE.flatMap((scope) => registered.filter((one) => one.scope === scope));
}

/** Listens on `target`; the answer stops it. `now` in milliseconds separates the strokes of a sequence. */
export function listen(target: EventTarget, now: () => number = () => performance.now()): () => void {
  let strokes: string[] = [];
  let last = 0;

  function onKeydown(event: Event): void {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.isComposing) return;
    const stroke = strokeOf(event);
    if (!stroke) return;
    const at = now();
    if (at - last > SEQUENCE_MS) strokes = [];
    last = at;

    const inField = isField(event.target);
    const inDialog = document.querySelector("dialog[open]") !== null;
    const usable = registeredShortcuts().filter(
      (one) =>
        one.run &&
        (!inDialog || one.always) &&
        (!inField || (one.keys.startsWith("Mod+") && !one.notInFields)),
    );
    for (const tried of [[...strokes, stroke], [stroke]]) {
      const text = tried.join(" ");
      const found = usable.find((one) => normalise(one.keys) === text);
      if (found) {
        event.preventDefault();
        strokes = [];
        found.run?.();
        return;
      }
      if (usable.some((one) => normalise(one.keys).startsWith(`${text} `))) {
        strokes = tried;
        return;
      }
    }
    strokes = [];
  }

  target.addEventListener("keydown", onKeydown);
  return () => target.removeEventListener("keydown", onKeydown);
}

export function isMac(): boolean {
  return navigator.userAgent.includes("Mac");
}

const SHORT_CAPS: ReadonlyMap<string, string> = new Map([
  ["Delete", "Del"],
  ["Escape", "Esc"],
  ["PageUp", "PgUp"],
  ["PageDown", "PgDn"],
]);

/** How the keys are printed on this system: ["Ctrl", "K"], ["⌘", "K"], ["G", "D"]. */
export function keyCaps(keys: string, mac: boolean): string[] {
  return keys.split(/[ +]/).map((key) => {
    if (key === "Mod") return mac ? "⌘" : "Ctrl";
    if (key === "Shift") return mac ? "⇧" : "Shift";
    const short = SHORT_CAPS.get(key);
    if (short) return short;
    return key;
  });
}

/** Whether what has the focus takes typed text. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

function strokeOf(event: KeyboardEvent): string | undefined {
  if (["Control", "Shift", "Alt", "Meta", "AltGraph"].includes(event.key)) return undefined;
  const symbol = event.key.length === 1 && !/[\p{L}\p{N}]/u.test(event.key);
  // On many layouts [ and ] are typed with AltGr, which Windows reports as Ctrl+Alt.
  const typed = event.getModifierState("AltGraph") || (event.ctrlKey && event.altKey && symbol);
  if (event.altKey && !typed) return undefined;
  const parts = [];
  if ((event.ctrlKey || event.metaKey) && !typed) parts.push("MOD");
  if (event.shiftKey && !symbol) parts.push("SHIFT");
  return [...parts, event.key.toUpperCase()].join("+");
}

function normalise(keys: string): string {
  return keys.toUpperCase();
}
