/** Categories and accounts as the rules name them. */
import { commands, query, type Category } from "../../ipc";
import { categoriesById, categoryName, categoryOptions } from "../../lib/categories";
import { t } from "../../lib/i18n";
import type { Option } from "../../lib/options";
import type { Names } from "./rule";

export interface Known {
  readonly categories: ReadonlyMap<string, Category>;
  readonly categoryOptions: readonly Option[];
  readonly accountOptions: readonly Option[];
  readonly names: Names;
}

/** Asks for them while the component lives. */
export function known(): Known {
  const categories = query(["categories"], () => commands.categoryList());
  const accounts = query(["accounts"], () => commands.accountList());
  const byId = $derived(categoriesById(categories.value ?? []));
  const options = $derived(categoryOptions(categories.value ?? []));
  const accountOptions = $derived((accounts.value ?? []).map(({ id, name }) => ({ value: id, label: name })));

  const names: Names = {
    category(id) {
      const found = byId.get(id);
      if (!found) return t("rules.nothing");
      const parent = found.parent === null ? undefined : byId.get(found.parent);
      return parent ? `${categoryName(parent)} › ${categoryName(found)}` : categoryName(found);
    },
    account: (id) => accountOptions.find(({ value }) => value === id)?.label ?? t("rules.nothing"),
  };

  return {
    get categories() {
      return byId;
    },
    get categoryOptions() {
      return options;
    },
    get accountOptions() {
      return accountOptions;
    },
    names,
  };
}
