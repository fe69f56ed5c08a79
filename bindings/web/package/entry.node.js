// In Node: the .wasm is read from beside this file, at once.
import { readFileSync } from "node:fs";
import { open } from "./lib/STEM.js";

const find = (wide) =>
  readFileSync(
    wide
      ? new URL("./STEM-wide.wasm", import.meta.url)
      : new URL("./STEM.wasm", import.meta.url),
  );

/** Node's fetch does not read files. */
const get = (from) =>
  String(from).startsWith("file:") ? readFileSync(new URL(from)) : fetch(from);

export const { init, initSync, invoke, version, GROUPS } = open({ find, findsAtOnce: true, get });
export { OnshiError } from "./lib/error.js";
export default init;
