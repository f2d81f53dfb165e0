import "@fontsource-variable/inter";
import { mount } from "svelte";
import App from "./App.svelte";
import { setLocale } from "./lib/i18n";
import "./styles/tokens.css";
import "./styles/base.css";

setLocale(navigator.language);
const target = document.getElementById("app");
if (target) mount(App, { target });
