import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

/** What hosts are told to send; the policy stands here alone. */
function headers(): Record<string, string> {
  const lines = readFileSync(new URL("./public/_headers", import.meta.url), "utf8").split("\n");
  const pairs = lines.filter((line) => line.startsWith("  ")).map((line) => line.trim().split(/:\s+(.*)/));
  return Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, value]));
}

/**
 * The policy in the page itself, for hosts that send no headers. Not in development: Vite
 * puts styles and scripts into the page then.
 */
function policy(): Plugin {
  return {
    name: "policy",
    apply: "build",
    transformIndexHtml() {
      const policy = headers()["Content-Security-Policy"]?.replace(/; frame-ancestors [^;]+/, "");
      if (!policy) throw new Error("public/_headers has no policy");
      const attrs = { "http-equiv": "Content-Security-Policy", content: policy };
      return [{ tag: "meta", attrs, injectTo: "head-prepend" }];
    },
  };
}

export default defineConfig({
  // So that it runs in whichever folder of a host it is put.
  base: "./",
  plugins: [policy()],
  build: {
    target: "es2022",
    // The policy lets nothing in from data: but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  server: { fs: { allow: ["../.."] } },
  preview: { headers: headers() },
});
