/**
 * Which rows of a long list are in view. Every row has the same height, so that everything is plain arithmetic,
 * whatever the count. Browsers cap an element's height (WebKit and Chromium near 33 million px, less when zoomed):
 * a taller list is drawn in a shorter box, and its scroll bar is a scaled map of it. All lengths in CSS px.
 */

/** Well below the cap at 300 % zoom. */
export const TALLEST = 8_000_000;

export interface Metrics {
  count: number;
  rowHeight: number;
  /** Height in which rows are seen. */
  view: number;
}

/** `physical` is the scroll bar's offset, `virtual` the offset in the full list. */
export interface Offset {
  physical: number;
  virtual: number;
}

export interface Slice {
  first: number;
  /** One past the last. */
  end: number;
  /** Heights of the empty space before and after the drawn rows. */
  before: number;
  after: number;
}

const OVERSCAN = 6;

/** A row that is unfolded: so many lines of its own stand below it. */
export interface Unfolded {
  row: number;
  lines: number;
}

/** The row that a line of the list shows, and which of its lines: 0 is the row itself. */
export function rowAt(line: number, open: Unfolded | undefined): { row: number; part: number } {
  if (!open || line <= open.row) return { row: line, part: 0 };
  if (line <= open.row + open.lines) return { row: open.row, part: line - open.row };
  return { row: line - open.lines, part: 0 };
}

/** The line on which a row stands. */
export function lineOf(row: number, open: Unfolded | undefined): number {
  return open && row > open.row ? row + open.lines : row;
}

/** Where the list is after the scroll bar moved to `physical`: small moves go row by row, large ones jump. */
export function scrolled(from: Offset, physical: number, m: Metrics): Offset {
  const { most, mostPhysical } = ends(m);
  if (most === mostPhysical) return { physical, virtual: physical };
  if (physical <= 0) return { physical, virtual: 0 };
  if (physical >= mostPhysical) return { physical, virtual: most };
  const moved = physical - from.physical;
  const virtual =
    Math.abs(moved) <= m.view * 2 ? clamp(from.virtual + moved, most) : (physical / mostPhysical) * most;
  return { physical, virtual };
}

/** The offset that shows the list at `virtual`, with the scroll bar where it belongs. */
export function offsetAt(virtual: number, m: Metrics): Offset {
  const { most, mostPhysical } = ends(m);
  const at = clamp(virtual, most);
  return { physical: most === 0 ? 0 : (at / most) * mostPhysical, virtual: at };
}

/** The nearest virtual offset at which row `index` is wholly in view. */
export function offsetToShow(index: number, virtual: number, m: Metrics): number {
  const top = index * m.rowHeight;
  if (top < virtual) return top;
  const bottom = top + m.rowHeight;
  return bottom > virtual + m.view ? bottom - m.view : virtual;
}

/** The rows to draw at an offset, and the space around them. */
export function slice(at: Offset, m: Metrics): Slice {
  const { height } = ends(m);
  const room = Math.floor((at.virtual - at.physical) / m.rowHeight);
  const top = Math.floor(at.virtual / m.rowHeight);
  const first = Math.max(0, Math.min(top, Math.max(top - OVERSCAN, room)));
  const end = Math.min(m.count, Math.ceil((at.virtual + m.view) / m.rowHeight) + OVERSCAN);
  const before = Math.max(0, at.physical + first * m.rowHeight - at.virtual);
  return { first, end, before, after: Math.max(0, height - before - (end - first) * m.rowHeight) };
}

/**
 * As many rows as are ever drawn at once. A row's number modulo this is its place among them: a row that comes into
 * view takes the elements over of one that left it, which costs far less than new ones.
 */
export function places(m: Metrics): number {
  return Math.ceil(m.view / m.rowHeight) + 1 + 2 * OVERSCAN;
}

function ends(m: Metrics): { height: number; most: number; mostPhysical: number } {
  const full = m.count * m.rowHeight;
  const height = Math.min(full, TALLEST);
  return { height, most: Math.max(0, full - m.view), mostPhysical: Math.max(0, height - m.view) };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
