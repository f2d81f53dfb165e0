/** Categories as the user reads and chooses them. */
import type { Category } from "../ipc";
import { isKey, t } from "./i18n";
import en from "../locales/en.json";
import type { Option } from "./options";

/** The name: of a built-in category in the user's language, as long as nobody gave it another. */
export function categoryName({ key, name }: Category): string {
  const text = `category.${key ?? ""}`;
  return isKey(text) && en[text] === name ? t(text) : name;
}

/** By id, to look names and colours up. */
export function categoriesById(all: readonly Category[]): ReadonlyMap<string, Category> {
  return new Map(all.map((category) => [category.id, category]));
}

/**
 * The tree for a combobox, expenses and income under a heading of their own; `first` says which comes first. The one
 * that is suggested, by its id, stands above all.
 */
export function categoryOptions(
  all: readonly Category[],
  first: Category["kind"] = "expense",
  suggested?: string | null,
): Option[] {
  const byId = categoriesById(all);
  const rank = ({ id, kind }: Category) => (id === suggested ? 2 : Number(kind === first));
  const sorted = [...all].sort((a, b) => rank(b) - rank(a));
  return sorted.map((category) => {
    const parent = category.parent === null ? undefined : byId.get(category.parent);
    return {
      value: category.id,
      label: categoryName(category),
      group: t(`categories.${category.id === suggested ? "suggested" : category.kind}`),
      colour: category.colour,
      ...(parent && { parent: categoryName(parent) }),
    };
  });
}
