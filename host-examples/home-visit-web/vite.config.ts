import { defineConfig, type Plugin } from "vite";

/** The service worker, with the names of the files that the page consists of. */
function worker(): Plugin {
  return {
    name: "worker",
    apply: "build",
    generateBundle(_, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.name === "worker");
      if (entry?.type !== "chunk") throw new Error("the service worker was not built");
      const files = Object.keys(bundle).filter((name) => name !== entry.fileName && !name.endsWith(".map"));
      const names = ["/", "/icon.svg", ...files.filter((name) => name !== "index.html").map((name) => `/${name}`)];
      const version = [...names].sort().join("|");
      const isModule = (name: string) => name.endsWith(".wasm");
      const constants = [
        `const FILES = ${JSON.stringify(names.filter((name) => !isModule(name)))};`,
        `const MODULES = ${JSON.stringify(names.filter(isModule))};`,
        `const VERSION = ${JSON.stringify(digest(version))};`,
      ];
      entry.code = [...constants, entry.code].join("\n");
    },
  };
}

/** Tells one set of files from another; their names hold their contents' hashes. */
function digest(text: string): string {
  let hash = 5381;
  for (const character of text) hash = (Math.imul(hash, 33) + character.codePointAt(0)!) >>> 0;
  return hash.toString(36);
}

export default defineConfig({
  plugins: [worker()],
  // Old phones are looked after as long as they run WebAssembly.
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: "index.html", worker: "src/worker/worker.ts" },
      output: {
        entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  // Beside the server, for work on the page.
  server: {
    fs: { allow: ["../.."] },
    proxy: { "/api": "http://127.0.0.1:8480", "/card-app": "http://127.0.0.1:8480" },
  },
});
