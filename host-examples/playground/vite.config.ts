import { defineConfig } from "vite";

export default defineConfig({
  // So that it runs in whichever folder of a host it is put.
  base: "./",
  build: {
    target: "es2022",
    // The policy lets nothing in from data: but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  server: { fs: { allow: ["../.."] } },
});
