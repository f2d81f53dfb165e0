/** Rules as the form holds them and as a sentence: pure. Amounts and days are text, read by the backend. */
import type {
  ActionDraft,
  CommandError,
  ConditionDraft,
  Matching,
  RuleDraft,
  Subject,
  Test,
  Verb,
} from "../../ipc";
import { formatNumericDay, isDay } from "../../lib/date";
import { t } from "../../lib/i18n";

export const SECTIONS = ["rules", "payees"] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf(name: string | undefined): Section {
  return SECTIONS.find((one) => one === name) ?? "rules";
}

const OF_TEXT = ["contains", "is", "startsWith", "regex"] as const satisfies readonly Test[];

/** What can be asked of each subject, the usual first. */
export const TESTS: Record<Subject, readonly Test[]> = {
  payee: OF_TEXT,
  text: OF_TEXT,
  amount: ["under", "over", "is", "between"],
  account: ["is"],
  date: ["from", "until", "between", "is"],
  file: OF_TEXT,
};
export const SUBJECTS = Object.keys(TESTS) as Subject[];
export const VERBS: readonly Verb[] = ["category", "payee", "tags", "memo", "transfer", "split", "reviewed"];
export const MATCHINGS: readonly Matching[] = ["all", "any"];

export function emptyCondition(subject: Subject = "payee"): ConditionDraft {
  return { subject, test: TESTS[subject][0] ?? "is", value: "", to: "" };
}

export function emptyAction(verb: Verb = "category"): ActionDraft {
  const part = { category: "", share: "", note: "" };
  return { verb, value: "", tags: [], parts: verb === "split" ? [part, part] : [] };
}

export function emptyRule(): RuleDraft {
  return {
    name: "",
    enabled: true,
    matching: "all",
    conditions: [emptyCondition()],
    actions: [emptyAction()],
  };
}

/** That a payee gets a category. */
export function ruleFor(payee: string, category: string | null): RuleDraft {
  return {
    ...emptyRule(),
    name: payee,
    conditions: [{ ...emptyCondition(), test: "is", value: payee }],
    actions: [{ ...emptyAction(), value: category ?? "" }],
  };
}

/** Another subject keeps the test and, between texts, the value. */
export function withSubject(condition: ConditionDraft, subject: Subject): ConditionDraft {
  const kept = TESTS[subject].includes(condition.test);
  const isText = (one: Subject) => TESTS[one] === OF_TEXT;
  return {
    ...emptyCondition(subject),
    ...(kept && { test: condition.test }),
    ...(isText(subject) && isText(condition.subject) && { value: condition.value }),
  };
}

/** A rule as the form shows it: amounts with the locale's decimal mark. */
export function editable(draft: RuleDraft, tag: string): RuleDraft {
  const mark = decimalMark(tag);
  const local = (amount: string) => amount.replace(".", mark);
  return {
    ...draft,
    conditions: draft.conditions.map((one) =>
      one.subject === "amount" ? { ...one, value: local(one.value), to: local(one.to ?? "") } : { ...one },
    ),
    actions: draft.actions.map((one) => ({
      ...one,
      parts: (one.parts ?? []).map((part) => ({ ...part, share: local(part.share ?? "") })),
    })),
  };
}

function decimalMark(tag: string): string {
  return new Intl.NumberFormat(tag).formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";
}

/** Whether there is enough of it to ask what it would change. */
export function isComplete({ conditions, actions }: RuleDraft): boolean {
  const said = ({ test, value, to }: ConditionDraft) =>
    value.trim() !== "" && (test !== "between" || (to ?? "").trim() !== "");
  const done = ({ verb, value, tags, parts }: ActionDraft) => {
    if (verb === "reviewed") return true;
    if (verb === "tags") return (tags ?? []).length > 0;
    if (verb !== "split") return (value ?? "").trim() !== "";
    const [last, ...first] = [...(parts ?? [])].reverse();
    return last !== undefined && first.length > 0 && first.every((part) => (part.share ?? "").trim() !== "");
  };
  return conditions.length > 0 && conditions.every(said) && actions.length > 0 && actions.every(done);
}

/** What ids are called. */
export interface Names {
  category: (id: string) => string;
  account: (id: string) => string;
}

/** The rule in one sentence: "When payee contains “LIDL” and amount is under −50, set category Food." */
export function ruleSentence(draft: RuleDraft, names: Names, tag: string): string {
  const list = (type: "conjunction" | "disjunction", parts: string[]) =>
    new Intl.ListFormat(tag, { type }).format(parts);
  const kind = draft.matching === "all" ? "conjunction" : "disjunction";
  return t("rules.sentence", {
    when: list(
      kind,
      draft.conditions.map((one) => conditionText(one, names, tag)),
    ),
    then: list(
      "conjunction",
      draft.actions.map((one) => actionText(one, names, tag)),
    ),
  });
}

function conditionText(condition: ConditionDraft, names: Names, tag: string): string {
  const shown = (text: string) => valueText(condition.subject, text, names, tag);
  const subject = t(`rules.subject.${condition.subject}`);
  const test = t(`rules.test.${condition.test}`);
  const value = shown(condition.value);
  return condition.test === "between"
    ? t("rules.phraseBetween", { subject, test, value, to: shown(condition.to ?? "") })
    : t("rules.phrase", { subject, test, value });
}

function valueText(subject: Subject, value: string, names: Names, tag: string): string {
  const text = value.trim();
  if (text === "") return t("rules.nothing");
  if (subject === "account") return names.account(text);
  if (subject === "date") return isDay(text) ? formatNumericDay(text, tag) : text;
  if (subject === "amount") return text.replace("-", "\u2212");
  return quoted(text);
}

function actionText(
  { verb, value = "", tags = [], parts = [] }: ActionDraft,
  names: Names,
  tag: string,
): string {
  const words = t(`rules.verb.${verb}`);
  const says = (what: string) =>
    t("rules.says", { verb: words, value: what.trim() === "" ? t("rules.nothing") : what });
  switch (verb) {
    case "category":
      return says(value === "" ? "" : names.category(value));
    case "transfer":
      return says(value === "" ? "" : names.account(value));
    case "tags":
      return says(tags.map((one) => `#${one}`).join(" "));
    case "reviewed":
      return words;
    case "split": {
      const shown = parts.map(({ category, share = "" }, at) =>
        t("rules.partOf", {
          share: share.trim() !== "" ? share : t(at === parts.length - 1 ? "rules.rest" : "rules.nothing"),
          category: category === "" ? t("rules.uncategorised") : names.category(category),
        }),
      );
      return t("rules.saysSplit", {
        verb: words,
        value: new Intl.ListFormat(tag, { type: "unit", style: "long" }).format(shown),
      });
    }
    default:
      return says(value.trim() === "" ? "" : quoted(value));
  }
}

function quoted(text: string): string {
  return `“${text}”`;
}

/** What is wrong with each condition and action, by number; -1 is about all of them. */
export interface RuleCodes {
  name: readonly string[];
  condition: ReadonlyMap<number, readonly string[]>;
  action: ReadonlyMap<number, readonly string[]>;
}

export function ruleCodes(error: CommandError | undefined): RuleCodes {
  const problems = error?.kind === "invalid" ? error.problems : [];
  const by = (field: string) => {
    const found = new Map<number, string[]>();
    for (const problem of problems.filter((one) => one.field === field)) {
      const at = problem.at ?? -1;
      found.set(at, [...(found.get(at) ?? []), problem.code]);
    }
    return found;
  };
  return { name: by("name").get(-1) ?? [], condition: by("condition"), action: by("action") };
}

/** The list with the one at `from` at place `to`. */
export function reordered<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const moved = list[from];
  return moved === undefined ? rest : [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** A name for a rule that has none: what it looks for, and where that goes. */
export function nameFor(draft: RuleDraft, names: Names): string {
  const [first] = draft.conditions;
  const filed = draft.actions.find(({ verb }) => verb === "category" || verb === "transfer");
  if (!first || first.value.trim() === "") return "";
  const what = first.subject === "account" ? names.account(first.value) : first.value.trim();
  const name = filed?.verb === "category" ? names.category : names.account;
  const where = filed?.value ? name(filed.value) : "";
  return (where === "" ? what : `${what} → ${where}`).slice(0, 120);
}
