// In workers of the Cloudflare kind, which compile nothing at run time: the .wasm is
// imported as a module. One build, because an import cannot ask what the engine can do.
import module from "./STEM.wasm";
import { open } from "./lib/STEM.js";

export const { init, initSync, invoke, version, GROUPS } = open({
  find: () => module,
  findsAtOnce: true,
});
export { OnshiError } from "./lib/error.js";
export default init;
