// Chromium without a window, and pages that are watched.
import assert from "node:assert/strict";
import { chromium, tool } from "./provided.mjs";

const { chromium: engine } = tool("playwright-core");

/** How long anything may take on a machine that builds beside it, in milliseconds. */
const PATIENCE = 60_000;

const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Nothing but this machine is reached, whatever a page asks for.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/**
 * Starts Chromium, to be closed by whoever asked for it. With `wide`, its WebAssembly
 * has wide arithmetic, which this version keeps behind a switch.
 */
export function launch({ wide = false, switches = [] } = {}) {
  const more = wide ? ["--js-flags=--wasm-wide-arithmetic"] : [];
  const args = [...SWITCHES, ...more, ...switches];
  return engine.launch({ executablePath: chromium, args, timeout: PATIENCE });
}

/** The same with what it keeps in a folder, so that it can be closed and opened again. */
export function launchKept(folder, options = {}) {
  return engine.launchPersistentContext(folder, { executablePath: chromium, args: SWITCHES, ...options });
}

/**
 * A page on a server of `serve`, in a context of its own, watched from before its
 * first script. `options` are those of a context of Playwright; `prepare` is given the
 * context before anything is loaded.
 */
export async function visit(browser, server, path = "/", options = {}, prepare = undefined) {
  return watch(await browser.newContext(options), server, path, prepare);
}

/** The same in a context that is there already, such as one that is kept on the disk. */
export async function watch(context, server, path = "/", prepare = undefined) {
  const seen = { violations: [], foreign: [], errors: [] };
  await context.exposeBinding("__violated", (_, violation) => seen.violations.push(violation));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      globalThis.__violated(`${effectiveDirective}: ${blockedURI}`));
  });
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const local = protocol === "data:" || protocol === "blob:";
    if (origin !== server.origin && !local) seen.foreign.push(request.url());
  });
  await prepare?.(context);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("console", (line) => {
    // A worker's violations are told here alone.
    if (line.type() === "error") seen.errors.push(line.text());
  });
  await page.goto(server.origin + path);
  return {
    page,
    context,
    seen,
    says: (selector, text) => says(page, seen, selector, text),
    quiet: () => quiet(seen, server),
    close: () => context.close(),
  };
}

/** Waits until an element says something; otherwise tells what went wrong. */
async function says(page, seen, selector, text) {
  const element = page.locator(selector, { hasText: text });
  await element.waitFor().catch(async (problem) => {
    const shown = await page.locator("body").innerText();
    throw new Error(`${problem.message}\nshown: ${shown}\nseen: ${JSON.stringify(seen)}`);
  });
}

/** Fails where the page broke its policy, reached another origin or had an error. */
function quiet(seen, server) {
  assert.deepEqual(
    { ...seen, reports: server.reports },
    { violations: [], foreign: [], errors: [], reports: [] },
  );
}
