import { expect, test } from "vitest";
import type { AssistantSettings } from "../../ipc";
import { troubleText } from "../../lib/errors";
import { outcomeText, readable, withPreset } from "./assistant";

const SETTINGS: AssistantSettings = {
  enabled: true,
  offlineOnly: true,
  preset: "ollama",
  baseUrl: "http://127.0.0.1:11434/v1",
  model: "small",
  monthlyTokens: 1000,
  priceIn: "",
  priceOut: "",
  afterImport: false,
  notes: false,
};

test("a preset brings its address, and forgets the other server's model", () => {
  expect(withPreset(SETTINGS, "openAi")).toMatchObject({ baseUrl: "https://api.openai.com/v1", model: "" });
  expect(withPreset(SETTINGS, "other")).toEqual({ ...SETTINGS, preset: "other" });
});

test("a code that this version does not know is worded all the same", () => {
  expect(troubleText("unreachable")).not.toBe(troubleText("notUnderstood"));
  expect(troubleText("of the next version")).toBe(troubleText("notUnderstood"));
  expect(outcomeText("answered")).not.toBe(outcomeText("denied"));
});

test("what is no JSON is shown as it came", () => {
  expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readable("<html>")).toBe("<html>");
});
