/** Every language has every text with the same arguments; every text is used; every use gives its arguments. */
import { IntlMessageFormat } from "intl-messageformat";
import { parse } from "svelte/compiler";
import { expect, test } from "vitest";
import de from "../../locales/de.json";
import en from "../../locales/en.json";

const texts: Record<string, string> = en;
const sources = import.meta.glob<string>(
  ["../../**/*.{svelte,ts}", "!../../**/*.test.ts", "!../../ipc/bindings.ts"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);

type Node = { type: string } & Record<string, unknown>;

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  else if (typeof value === "object" && value !== null) {
    if ("type" in value && typeof value.type === "string") visit(value as Node);
    for (const [key, child] of Object.entries(value))
      if (key !== "parent" && key !== "loc") walk(child, visit);
  }
}

/** Names of a message's arguments, those inside plurals and selects too. */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const collect = (elements: unknown): void => {
    if (!Array.isArray(elements)) return;
    for (const element of elements as {
      type: number;
      value: string;
      options?: Record<string, { value: unknown }>;
    }[]) {
      if (element.type >= 1 && element.type <= 6) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) collect(option.value);
    }
  };
  collect(new IntlMessageFormat(text, "en", undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

const used = new Set<string>();
const patterns: RegExp[] = [];
const wrongCalls: string[] = [];

for (const [file, source] of Object.entries(sources)) {
  const code = file.endsWith(".svelte") ? source : `<script lang="ts">\n${source}\n</script>`;
  walk(parse(code, { modern: true }), (node) => {
    if (node.type === "Literal" && typeof node["value"] === "string") used.add(node["value"]);
    if (node.type === "TemplateLiteral") {
      const parts = (node["quasis"] as { value: { cooked: string } }[]).map((one) => one.value.cooked);
      if (/^[a-zA-Z]+\./.test(parts[0] ?? ""))
        patterns.push(new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join(".+")}$`));
    }
    if (node.type !== "CallExpression" || (node["callee"] as { name?: string }).name !== "t") return;
    const [key, args] = node["arguments"] as Node[];
    const text = key?.type === "Literal" ? texts[String(key["value"])] : undefined;
    if (text === undefined) return;
    const given = ((args?.["properties"] ?? []) as { key: { name: string } }[])
      .map((one) => one.key.name)
      .sort();
    if (given.join() !== argumentsOf(text).join())
      wrongCalls.push(`${file}: ${String(key?.["value"])} (${given.join()})`);
  });
}

test("every language has the same keys, in order", () => {
  const keys = Object.keys(en);
  expect(Object.keys(de)).toEqual(keys);
  expect(keys).toEqual([...keys].sort());
});

test.each(Object.keys(en))("%s takes the same arguments in every language", (key) => {
  expect(argumentsOf((de as Record<string, string>)[key] ?? "")).toEqual(argumentsOf(texts[key] ?? ""));
});

test("every text is used", () => {
  const unused = Object.keys(en).filter(
    (key) => !used.has(key) && !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unused).toEqual([]);
});

test("every use gives the arguments of its text", () => expect(wrongCalls).toEqual([]));
