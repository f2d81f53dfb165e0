/** The language model's settings and messages: pure. */
import type { AssistantSettings, Preset } from "../../ipc";
import { troubleText } from "../../lib/errors";
import { isKey, t } from "../../lib/i18n";

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
