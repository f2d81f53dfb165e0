/** Why the classifier says what it says, in words. */
import type { Reason } from "../../ipc";
import { isKey, t } from "../../lib/i18n";

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
