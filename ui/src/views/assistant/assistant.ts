/** The language model's settings and messages: pure. */
import type { AssistantSettings, OnePreview, Preset } from "../../ipc";
import { troubleText } from "../../lib/errors";
import { isKey, locale, t } from "../../lib/i18n";
import { formatCount } from "../../lib/money";

/** Each preset with its address; none for one that only the user knows. */
export const PRESETS: readonly { id: Preset; address?: string }[] = [
  { id: "ollama", address: "http://127.0.0.1:11434/v1" },
  { id: "lmStudio", address: "http://127.0.0.1:1234/v1" },
  { id: "llamaCpp", address: "http://127.0.0.1:8080/v1" },
  { id: "openAi", address: "https://api.openai.com/v1" },
  { id: "other" },
];

/** The settings with another preset: its address comes with it, and the model was another server's. */
export function withPreset(settings: AssistantSettings, id: Preset): AssistantSettings {
  const address = PRESETS.find((preset) => preset.id === id)?.address;
  return address === undefined
    ? { ...settings, preset: id }
    : { ...settings, preset: id, baseUrl: address, model: "" };
}

/** What a request takes at most, and what is left of the budget. */
export function costText({
  mostTokens,
  mostCost,
  tokensLeft,
}: Pick<OnePreview, "mostTokens" | "mostCost" | "tokensLeft">): string {
  const said = [t("ask.most", { tokens: formatCount(mostTokens, locale.tag) })];
  if (mostCost !== null) said.push(t("ask.cost", { cost: mostCost }));
  if (tokensLeft !== null) said.push(t("ask.left", { tokens: formatCount(tokensLeft, locale.tag) }));
  return said.join(" ");
}

/** What became of a request. */
export function outcomeText(outcome: string): string {
  const key = `assistant.outcome.${outcome}`;
  return isKey(key) ? t(key) : troubleText(outcome);
}

/** JSON with indentation; anything else as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
