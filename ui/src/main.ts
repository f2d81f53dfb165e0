import "@fontsource-variable/inter";
import { mount } from "svelte";
import { setLocale } from "./lib/i18n";
import "./styles/tokens.css";
import "./styles/base.css";

setLocale(navigator.language);
// Each window loads its own half of the app.
const quick = location.hash.startsWith("#/quick");
const window = quick ? import("./views/quick/Quick.svelte") : import("./App.svelte");
void window.then(({ default: Root }) => {
  const target = document.getElementById("app");
  if (target) mount(Root, { target });
});
