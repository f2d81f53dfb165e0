import { beforeEach } from "vitest";
import { setLocale } from "../lib/i18n";

// happy-dom has no popovers, and lays nothing out.
HTMLElement.prototype.showPopover ??= function (this: HTMLElement) {
  this.dataset["popoverOpen"] = "";
};
HTMLElement.prototype.hidePopover ??= function (this: HTMLElement) {
  delete this.dataset["popoverOpen"];
};
HTMLElement.prototype.scrollIntoView ??= () => undefined;

beforeEach(() => setLocale("en-GB"));
