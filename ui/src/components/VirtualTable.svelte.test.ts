import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { expect, test, vi } from "vitest";
import { PRINTED, printing } from "../lib/printing.svelte";
import { violations } from "../test/axe";
import { html } from "../test/snippet";
import VirtualTable, { type At, type Column } from "./VirtualTable.svelte";

interface Row {
  name: string;
}
const columns: Column[] = [
  { id: "name", label: "Name", sortable: true },
  { id: "note", label: "Note" },
];
const cell = createRawSnippet<[At<Row>]>((at) => ({
  render: () => "<span></span>",
  setup: (span) => {
    $effect(() => {
      span.textContent = `${at().row.name} ${at().column.id}`;
    });
  },
}));

async function setup(total: number, more = {}) {
  const load = vi.fn((start: number, end: number) =>
    Promise.resolve({
      total,
      rows: Array.from({ length: Math.min(end, total) - start }, (_, i) => ({ name: `row ${start + i}` })),
    }),
  );
  const shown = render(VirtualTable<Row>, { label: "Rows", columns, load, list: "all", cell, ...more });
  await vi.waitFor(() => expect(load).toHaveBeenCalled());
  if (total > 0) await screen.findByText("row 0 name");
  return { load, ...shown };
}
const focused = () => document.activeElement?.textContent.trim();

test("a million rows are a handful in the document, and say where they stand", async () => {
  await setup(1_000_000);
  const rows = document.querySelectorAll("tbody tr:not(.space)");
  expect(rows.length).toBeLessThan(40);
  expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("1000001");
  expect(rows[0]?.getAttribute("aria-rowindex")).toBe("2");
  expect(await violations(document.body)).toEqual([]);
});

test("on paper it begins at the first row, is long, and says where it ends", async () => {
  await setup(PRINTED + 5);
  document.querySelector<HTMLElement>("td[tabindex='0']")?.focus();
  await userEvent.keyboard("{Control>}{End}{/Control}");
  printing.on = true;
  await screen.findByText(`row ${PRINTED - 1} name`);
  expect(document.querySelectorAll("tbody tr")).toHaveLength(PRINTED);
  expect(screen.getByText("The first 1,000 of 1,005 rows. An export has all of them.")).toBeTruthy();
  printing.on = false;
  await vi.waitFor(() => expect(document.querySelectorAll("tbody tr:not(.space)").length).toBeLessThan(40));
});

test("the keyboard walks the cells, to the far end and back", async () => {
  await setup(1_000_000);
  const user = userEvent.setup();
  document.querySelector<HTMLElement>("td[tabindex='0']")?.focus();
  await user.keyboard("{ArrowDown}{ArrowRight}");
  expect(focused()).toBe("row 1 note");
  await user.keyboard("{Control>}{End}{/Control}");
  await vi.waitFor(() => expect(focused()).toBe("row 999999 note"));
  await user.keyboard("{Home}{ArrowUp}");
  await vi.waitFor(() => expect(focused()).toBe("row 999998 name"));
  await user.keyboard("{Control>}{Home}{/Control}");
  await vi.waitFor(() => expect(focused()).toBe("row 0 name"));
});

test("Enter opens, other keys are the screen's, and keys in an editor stay there", async () => {
  const onopen = vi.fn();
  const onkey = vi.fn();
  await setup(3, { onopen, onkey });
  const user = userEvent.setup();
  const first = document.querySelector<HTMLElement>("td[tabindex='0']");
  first?.focus();
  await user.keyboard("{Enter}c");
  expect(onopen.mock.calls[0]?.[0]).toMatchObject({ index: 0, row: { name: "row 0" } });
  expect(onkey).toHaveBeenCalledOnce();
  const editor = document.createElement("input");
  first?.append(editor);
  editor.focus();
  await user.keyboard("{ArrowDown}d{Enter}");
  expect(document.activeElement).toBe(editor);
  expect(onkey).toHaveBeenCalledOnce();
});

test("headings sort and say how", async () => {
  const onsort = vi.fn();
  await setup(3, { onsort, sort: { column: "name", descending: true } });
  expect(screen.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("descending");
  await userEvent.click(screen.getByRole("button", { name: "Name" }));
  expect(onsort).toHaveBeenCalledWith("name");
});

test("a new revision asks again, another list starts anew", async () => {
  const { load, rerender } = await setup(3);
  await rerender({ revision: 1 });
  expect(load).toHaveBeenCalledTimes(2);
  await rerender({ list: "other" });
  expect(load).toHaveBeenCalledTimes(3);
});

test("an empty list says so", async () => {
  await setup(0, { empty: html("<p>Nothing yet</p>") });
  expect(await screen.findByText("Nothing yet")).toBeTruthy();
});
