// In edge runtimes of the Vercel kind: as in workerd, with the suffix their bundlers want.
import module from "./STEM.wasm?module";
import { open } from "./lib/STEM.js";

export const { init, initSync, invoke, version, GROUPS } = open({
  find: () => module,
  findsAtOnce: true,
});
export { OnshiError } from "./lib/error.js";
export default init;
