/** Which split row of the register shows its parts below it: one at most. */
import type { Row } from "../../ipc";

export function unfoldedRow() {
  let open: { id: string; row: number; lines: number } | undefined = $state.raw();

  return {
    get row() {
      return open;
    },
    toggle({ id, splits }: Row, row: number): void {
      open = open?.id === id ? undefined : { id, row, lines: splits.length };
    },
    close(): void {
      open = undefined;
    },
    /** Rows from `start` on were read again: they come and go above it, and it may be another than it was. */
    follow(start: number, rows: readonly Row[]): void {
      if (!open) return;
      const { id, row } = open;
      const at = rows.findIndex((one) => one.id === id);
      const lines = rows[at]?.splits.length ?? 0;
      if (lines > 1) open = { id, row: start + at, lines };
      else if (at >= 0 || (row >= start && row < start + rows.length)) open = undefined;
    },
  };
}
