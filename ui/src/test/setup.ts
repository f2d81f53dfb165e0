import { configure } from "@testing-library/svelte";
import { beforeEach } from "vitest";
import { setLocale } from "../lib/i18n";
import { clearToasts } from "../lib/toasts.svelte";

// happy-dom has no popovers, and lays nothing out.
HTMLElement.prototype.showPopover ??= function (this: HTMLElement) {
  this.dataset["popoverOpen"] = "";
};
HTMLElement.prototype.hidePopover ??= function (this: HTMLElement) {
  delete this.dataset["popoverOpen"];
};
HTMLElement.prototype.scrollIntoView ??= () => undefined;

// A busy machine is no error.
configure({ asyncUtilTimeout: 20_000 });

// The files share one document, in an order that differs from run to run: each test finds it empty.
beforeEach(() => {
  setLocale("en-GB");
  clearToasts();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  document.body.replaceChildren();
});
