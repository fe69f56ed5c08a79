// node host.mjs ENGINE ENTRY: has an entry of the packed package loaded in an engine,
// and answers the questions on its standard input, each a line of JSON.
//
// Its first line tells which modules were loaded.
import fs from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { launch, visit } from "../support/browser.mjs";
import { project } from "../support/project.mjs";
import { serve } from "../support/server.mjs";
import { answer } from "./answer.mjs";
import { checked } from "./types.mjs";

const modules = (paths) => paths.filter((path) => path.endsWith(".wasm")).map((path) => basename(path));

async function inNode(place, entry) {
  const read = [];
  const { readFileSync } = fs;
  fs.readFileSync = (path, ...options) => {
    read.push(String(path));
    return readFileSync(path, ...options);
  };
  syncBuiltinESMExports();
  const name = entry === "index" ? "@onshi/web" : `@onshi/web/${entry}`;
  const file = createRequire(join(place, "package.json")).resolve(name);
  const onshi = await import(pathToFileURL(file));
  await onshi.init();
  const types = checked(place, name);
  return {
    loaded: modules(read),
    ask: (question) => answer(onshi, question, types.note),
    stop: types.check,
  };
}

async function inChromium(place, entry, wide) {
  const script = fs.readFileSync(new URL("./answer.mjs", import.meta.url));
  const files = { "/index.html": "<!doctype html>", "/answer.mjs": script };
  const server = await serve(place, { files });
  const browser = await launch({ wide });
  const { page, quiet } = await visit(browser, server);
  await page.evaluate(async (entry) => {
    const { answer } = await import("/answer.mjs");
    const onshi = await import(`/node_modules/@onshi/web/${entry}.js`);
    await onshi.init();
    globalThis.ask = (question) => answer(onshi, question);
  }, entry);
  return {
    loaded: modules(server.served.map(({ path }) => path)),
    ask: (question) => page.evaluate((question) => globalThis.ask(question), question),
    async stop() {
      quiet();
      await browser.close();
      await server.close();
    },
  };
}

const [engine, entry] = process.argv.slice(2);
const place = await project(`vectors-${engine}-${entry}`);
const host = engine === "Node"
  ? await inNode(place, entry)
  : await inChromium(place, entry, engine === "WideChromium");

const say = (value) => process.stdout.write(`${value}\n`);
say(JSON.stringify(host.loaded));
for await (const line of createInterface({ input: process.stdin })) {
  say(await host.ask(JSON.parse(line)));
}
await host.stop();
