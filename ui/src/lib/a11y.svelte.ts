import { untrack } from "svelte";

/** What a screen reader has to hear without looking; `Announcer` puts it into a live region. */
export const announcement: { text: string; urgent: boolean; count: number } = $state({
  text: "",
  urgent: false,
  count: 0,
});

/** Says `text` politely, or at once when `urgent`. The same text twice is said twice. */
export function announce(text: string, urgent = false): void {
  announcement.text = text;
  announcement.urgent = urgent;
  announcement.count = untrack(() => announcement.count) + 1;
}

/** Remembers what has the focus; the answer gives it back, if it is still there. */
export function keepFocus(): () => void {
  const before = document.activeElement;
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}

/** Whether the user asked the system for less motion. */
export function reducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
