import prettier from "eslint-config-prettier";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const COLOUR = /#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|oklab|lab|lch)a?\(/i;

/** Colours live in styles/tokens.css alone, so that light, dark and forced colours stay one decision. */
const noHardColour = {
    create(context) {
        const source = context.sourceCode;
        return {
            SvelteStyleElement(node) {
                for (const [index, line] of source.getText(node).split("\n").entries())
                    if (COLOUR.test(line))
                        context.report({
                            loc: { line: node.loc.start.line + index, column: 0 },
                            message: "Colours belong in styles/tokens.css.",
                        });
            },
        };
    },
};

export default ts.config(
    { ignores: ["dist/", "src/ipc/bindings.ts"] },
    ...ts.configs.strict,
    ...svelte.configs.recommended,
    prettier,
    ...svelte.configs.prettier,
    { languageOptions: { globals: globals.browser } },
    {
        files: ["**/*.svelte", "**/*.svelte.ts"],
        languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    },
    {
        plugins: { own: { rules: { "no-hard-colour": noHardColour } } },
        rules: {
            eqeqeq: "error",
            "no-restricted-imports": [
                "error",
                { patterns: [{ group: ["@tauri-apps/*"], message: "Only src/ipc talks to the shell." }] },
            ],
            "own/no-hard-colour": "error",
            "svelte/no-at-html-tags": "error",
            // The policy blocks a style attribute; Svelte's style: directive goes through the object model.
            "no-restricted-syntax": [
                "error",
                {
                    selector: 'SvelteAttribute[key.name="style"]',
                    message: "Use a class or the style: directive.",
                },
            ],
            "svelte/button-has-type": "error",
            // Maps and dates here are replaced as a whole, or drive nothing.
            "svelte/prefer-svelte-reactivity": "off",
            // Links are built by router.ts from typed routes.
            "svelte/no-navigation-without-resolve": "off",
        },
    },
    { files: ["src/ipc/**"], rules: { "no-restricted-imports": "off" } },
);
