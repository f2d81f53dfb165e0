import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  server: { port: 5601, strictPort: true, host: "127.0.0.1" },
  build: {
    // WebKitGTK 2.44 and the WKWebView of macOS 14 both speak Safari 17.
    target: "safari17",
    outDir: "dist",
    emptyOutDir: true,
    // The policy forbids data: fonts and inline scripts; every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["./src/test/setup.ts"],
    include: ["src/**/*.test.ts"],
    // One window for all files: starting a new one costs more than all tests together.
    isolate: false,
    // A busy machine is no error.
    testTimeout: 60_000,
  },
});
