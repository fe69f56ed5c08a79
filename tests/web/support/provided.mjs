// What `cargo xtask test` provides: the tools, the packed tarball and a browser.
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What stands under a name of the environment. */
export function provided(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: \`cargo xtask test\` sets it`);
  return value;
}

/** The folder with the tools of `package.json` in its `node_modules`. */
export const folder = provided("ONSHI_WEB_TOOLS");

/** The packed tarball of `@onshi/web`. */
export const tarball = () => provided("ONSHI_WEB_TARBALL");

/** The browser's program. */
export const chromium = provided("ONSHI_CHROMIUM");

/** The top of the checkout. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Loads one of the tools. */
export const tool = createRequire(join(folder, "package.json"));

/** A program that a tool brings along. */
export const program = (name) => join(folder, "node_modules", name);
