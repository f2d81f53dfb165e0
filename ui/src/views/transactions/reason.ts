/** Why a category is suggested, in words, and how far that is to be trusted. */
import type { Reason, SuggestionView } from "../../ipc";
import { isKey, locale, t } from "../../lib/i18n";
import { formatPercentPoints } from "../../lib/money";

/** `category` is the name of the suggested one. */
export function reasonText(reason: Reason, category: string): string {
  switch (reason.because) {
    case "rule":
      return t("reason.rule", { name: reason.name });
    case "memory":
      return t("reason.memory", {
        category,
        payee: reason.payee,
        times: reason.times,
        of: reason.of,
      });
    case "brand":
      return t("reason.brand", { name: reason.name, kind: kindName(reason.kind) });
    case "keyword":
      return t("reason.keyword", { word: reason.word, kind: kindName(reason.kind) });
    case "pattern":
      return t("reason.pattern", { word: reason.word, movement: t(`movement.${reason.movement}`) });
    case "money_in":
      return t("reason.moneyIn");
    case "looks":
      return reason.kind === null
        ? t("reason.looksTransfer")
        : t("reason.looks", { kind: kindName(reason.kind) });
    case "assistant":
      return t("reason.assistant", { model: reason.model });
    case "own":
      return t("reason.own", { category });
    case "nothing":
      return t("reason.nothing");
  }
}

/** A kind of business by the classifier's key, which is that of the built-in category. */
function kindName(key: string): string {
  const text = `category.${key}`;
  return isKey(text) ? t(text) : key;
}

/** How far a suggestion is to be trusted: in percent, or who made it, where nobody has measured that. */
export function trust({ confidencePermille, source }: SuggestionView): string {
  return confidencePermille === null
    ? source
    : formatPercentPoints(String(confidencePermille / 10), locale.tag, 0);
}
