/** Moving through the cells of a grid by keyboard, as ARIA APG has it: pure. */

import type { Shortcut } from "./keys";

/** The same, to be told of. */
export const GRID_KEYS: readonly Shortcut[] = [
  { keys: "↑ ↓ ← →", label: "shortcuts.move" },
  { keys: "PageUp PageDown", label: "shortcuts.movePage" },
  { keys: "Mod+Home", label: "shortcuts.first" },
  { keys: "Mod+End", label: "shortcuts.last" },
];

export interface Cell {
  row: number;
  column: number;
}

export interface Size {
  rows: number;
  columns: number;
  /** Rows that a page key moves by. */
  page: number;
}

/** Where a key leads from `at`, or undefined when it is no key of the grid. */
export function move(at: Cell, key: string, ctrl: boolean, size: Size): Cell | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const to = (row: number, column: number): Cell => ({
    row: Math.max(0, Math.min(row, lastRow)),
    column: Math.max(0, Math.min(column, lastColumn)),
  });
  switch (key) {
    case "ArrowUp":
      return to(ctrl ? 0 : at.row - 1, at.column);
    case "ArrowDown":
      return to(ctrl ? lastRow : at.row + 1, at.column);
    case "ArrowLeft":
      return to(at.row, ctrl ? 0 : at.column - 1);
    case "ArrowRight":
      return to(at.row, ctrl ? lastColumn : at.column + 1);
    case "Home":
      return to(ctrl ? 0 : at.row, 0);
    case "End":
      return to(ctrl ? lastRow : at.row, lastColumn);
    case "PageUp":
      return to(at.row - size.page, at.column);
    case "PageDown":
      return to(at.row + size.page, at.column);
    default:
      return undefined;
  }
}
