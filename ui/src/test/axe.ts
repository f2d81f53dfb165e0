import axe from "axe-core";

/** What axe finds wrong with an element; layout and colour need a real window. */
export async function violations(element: Element): Promise<string[]> {
  const found = await axe.run(element, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
}
