/** The components to look at, under `npm run dev` at /dev/gallery.html?view=parts&theme=dark&text=200&lang=de. */
import "@fontsource-variable/inter";
import { mount } from "svelte";
import { setLocale } from "../src/lib/i18n";
import { followSystemTheme, setTextSize, setTheme, type Theme } from "../src/lib/theme.svelte";
import "../src/styles/tokens.css";
import "../src/styles/base.css";
import Gallery from "./Gallery.svelte";

const asked = new URLSearchParams(location.search);
setLocale(asked.get("lang") ?? "en-GB");
followSystemTheme();
setTheme((asked.get("theme") ?? "system") as Theme);
setTextSize(Number(asked.get("text") ?? 100));
const target = document.getElementById("app");
if (target) mount(Gallery, { target, props: { page: asked.get("view") ?? "parts" } });
