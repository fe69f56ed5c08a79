// What an entry of the package is: the module, started by `init`, and its functions.
import { engine } from "./engine.js";
import * as glue from "./STEM_bg.js";
import { functions } from "./STEM.functions.js";

export function open(place) {
  const { call, ...rest } = engine(glue, "./STEM_bg.js", place);
  return { ...rest, ...functions(call) };
}
