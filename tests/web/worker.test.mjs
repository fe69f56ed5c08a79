// A module compiled once in the page and handed to a worker, which loads nothing.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { launch, visit } from "./support/browser.mjs";
import { project, run, sample } from "./support/project.mjs";
import { serve } from "./support/server.mjs";

describe("a compiled module, handed to a worker", () => {
  let place;
  before(async () => (place = await project("loading", "loading-handed")));

  it("is all that the worker needs, in Chromium", async () => {
    const server = await serve(place, { files: { "/index.html": "<!doctype html>" } });
    const browser = await launch();
    try {
      const visited = await visit(browser, server);
      const said = await visited.page.evaluate(async ({ file, at }) => {
        const module = await WebAssembly.compileStreaming(fetch("/node_modules/@onshi/web/onshi.wasm"));
        const worker = new Worker("/worker.js", { type: "module" });
        const answer = new Promise((told, failed) => {
          worker.onmessage = ({ data }) => told(data);
          worker.onerror = ({ message }) => failed(new Error(message));
        });
        worker.postMessage({ module, file: Uint8Array.from(file), at });
        return answer;
      }, { file: [...sample.bytes], at: sample.at });
      assert.equal(said, sample.verdict);
      visited.quiet();
      const fetched = server.served.filter(({ path }) => path.endsWith(".wasm"));
      assert.equal(fetched.length, 1, "the page's");
    } finally {
      await browser.close();
      await server.close();
    }
  });

  it("is all that the worker needs, in Node", async () => {
    const file = join(place, "result.xml");
    await writeFile(file, sample.bytes);
    const said = await run(place, process.execPath, ["threads.js", file, sample.at]);
    assert.equal(said, `${sample.verdict}\n`);
  });
});
