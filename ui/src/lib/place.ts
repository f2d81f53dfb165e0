/** Where what floats goes: below its anchor, or above where there is more room; always inside the window. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Place {
  left: number;
  top: number;
  maxHeight: number;
}

const GAP = 4;
const MARGIN = 8;

/** All in CSS pixels. `end` aligns the right edges. */
export function place(
  anchor: Box,
  size: { width: number; height: number },
  window: { width: number; height: number },
  end = false,
): Place {
  const below = window.height - anchor.top - anchor.height - GAP - MARGIN;
  const above = anchor.top - GAP - MARGIN;
  const goesBelow = size.height <= below || below >= above;
  const maxHeight = Math.max(0, goesBelow ? below : above);
  const height = Math.min(size.height, maxHeight);
  const wanted = end ? anchor.left + anchor.width - size.width : anchor.left;
  return {
    left: Math.max(MARGIN, Math.min(wanted, window.width - size.width - MARGIN)),
    top: goesBelow ? anchor.top + anchor.height + GAP : anchor.top - GAP - height,
    maxHeight,
  };
}
