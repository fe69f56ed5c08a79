// In pages and workers: the .wasm lies beside this file, and bundlers see that it does.
import { open } from "./lib/STEM.js";

const find = (wide) =>
  fetch(
    wide
      ? new URL("./STEM-wide.wasm", import.meta.url)
      : new URL("./STEM.wasm", import.meta.url),
  );

export const { init, initSync, invoke, version, GROUPS } = open({ find });
export { OnshiError } from "./lib/error.js";
export default init;
