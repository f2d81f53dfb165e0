import type { Attachment } from "svelte/attachments";
import { place } from "./place";

/**
 * Shows an element with `popover="manual"` in the top layer beside `anchor`, and keeps it there while the window is
 * scrolled or resized. The anchor's width is its least width when `match` is set.
 */
export function floating(
  anchor: () => HTMLElement | undefined,
  { end = false, match = false }: { end?: boolean; match?: boolean } = {},
): Attachment<HTMLElement> {
  return (element) => {
    element.showPopover();
    const update = () => {
      const box = anchor()?.getBoundingClientRect();
      if (!box) return;
      if (match) element.style.minWidth = `${box.width}px`;
      const scrolled = element.scrollTop;
      element.style.maxHeight = "";
      const size = { width: element.offsetWidth, height: element.offsetHeight };
      const at = place(box, size, { width: innerWidth, height: innerHeight }, end);
      element.style.left = `${at.left}px`;
      element.style.top = `${at.top}px`;
      element.style.maxHeight = `${at.maxHeight}px`;
      // Without a limit for a moment, it has lost its place.
      element.scrollTop = scrolled;
    };
    update();
    const resized = new ResizeObserver(update);
    resized.observe(element);
    addEventListener("resize", update);
    addEventListener("scroll", update, true);
    return () => {
      resized.disconnect();
      removeEventListener("resize", update);
      removeEventListener("scroll", update, true);
    };
  };
}
