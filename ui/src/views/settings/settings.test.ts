import { expect, test } from "vitest";
import type { Category } from "../../ipc";
import { acceleratorOf, sectionOf, treeOf } from "./settings";

test("an unknown section is the first", () => {
  expect(sectionOf("categories")).toBe("categories");
  expect(sectionOf("nonsense")).toBe("profile");
  expect(sectionOf(undefined)).toBe("profile");
});

test("a tree keeps its order and knows how deep each category is", () => {
  const of = (id: string, parent: string | null, kind: Category["kind"]): Category => ({
    id,
    parent,
    kind,
    name: id,
    key: null,
    colour: 1,
    transactions: 0,
    used: false,
  });
  const all = [
    of("food", null, "expense"),
    of("out", "food", "expense"),
    of("cafe", "out", "expense"),
    of("pay", null, "income"),
  ];
  expect(treeOf(all, "expense").map(({ category, depth }) => [category.id, depth])).toEqual([
    ["food", 0],
    ["out", 1],
    ["cafe", 2],
  ]);
});

test.each([
  [{ key: "e", code: "KeyE", ctrlKey: true, altKey: true }, "Ctrl+Alt+E"],
  [{ key: "F9", code: "F9" }, "F9"],
  [{ key: "1", code: "Digit1", metaKey: true, shiftKey: true }, "Shift+Super+1"],
  [{ key: "e", code: "KeyE" }, undefined],
  [{ key: "E", code: "KeyE", shiftKey: true }, undefined],
  [{ key: "Control", code: "ControlLeft", ctrlKey: true }, undefined],
  [{ key: "Tab", code: "Tab", altKey: true }, undefined],
])("%o is the shortcut %s", (init, accelerator) => {
  expect(acceleratorOf(new KeyboardEvent("keydown", init))).toBe(accelerator);
});
