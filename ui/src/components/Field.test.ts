import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { expect, test } from "vitest";
import Field, { type FieldAttributes } from "./Field.svelte";

test("what is wrong is said until the text is another, and again when it is wrong again", async () => {
  const children = createRawSnippet<[FieldAttributes]>((attributes) => ({
    render: () => `<input id="${attributes().id}">`,
  }));
  const { rerender } = render(Field, { label: "Name", codes: ["required"], children });
  const said = () => screen.queryByText("Please fill this in.");
  expect(said()).not.toBeNull();
  await userEvent.type(screen.getByLabelText("Name"), "A");
  expect(said()).toBeNull();
  await rerender({ codes: ["required"] });
  expect(said()).not.toBeNull();
});
