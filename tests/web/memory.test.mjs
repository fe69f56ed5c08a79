// What stays in a page's memory: not more with every call, and nothing of a patient.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { launch, visit } from "./support/browser.mjs";
import { project, sample } from "./support/project.mjs";
import { serve } from "./support/server.mjs";

/** What the engine's own bookkeeping may come to: less than a byte a call and some. */
const HEAP_NOISE = 256 << 10;

describe("a page's memory", () => {
  let browser, server;
  before(async () => {
    const place = await project("loading", "loading-memory");
    const files = { "/index.html": "<!doctype html>", "/result.xml": sample.bytes };
    server = await serve(place, { files });
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  /** Opens a page with the package loaded, as `globalThis.onshi`. */
  async function open() {
    const visited = await visit(browser, server);
    await visited.page.evaluate(async () => {
      globalThis.memory = await import("/memory.js");
      globalThis.onshi = await import("/node_modules/@onshi/web/index.js");
      await globalThis.onshi.init();
      globalThis.file = new Uint8Array(await (await fetch("/result.xml")).arrayBuffer());
    });
    const devtools = await visited.context.newCDPSession(visited.page);
    const measure = async () => {
      await devtools.send("HeapProfiler.collectGarbage");
      const { usedSize } = await devtools.send("Runtime.getHeapUsage");
      return { ...(await visited.page.evaluate(() => globalThis.memory.size())), heap: usedSize };
    };
    return { ...visited, measure };
  }

  async function staysFlat(visited, work, few, many) {
    await visited.page.evaluate(work, { ...asText, times: few });
    const before = await visited.measure();
    await visited.page.evaluate(work, { ...asText, times: many });
    const after = await visited.measure();
    console.log(`${many} times: WebAssembly ${before.bytes} bytes, then ${after.bytes}; ` +
      `scripts ${before.heap}, then ${after.heap}`);
    assert.ok(before.bytes > 0, "the memory is seen");
    assert.deepEqual([after.instances, after.bytes], [before.instances, before.bytes]);
    assert.ok(after.heap - before.heap < HEAP_NOISE, `${after.heap - before.heap} bytes more`);
    visited.quiet();
    await visited.close();
  }

  const { bytes: _, ...asText } = sample;

  it("is flat over ten thousand calls", async () => {
    await staysFlat(await open(), ({ at, times }) => {
      const { eligibility, message } = globalThis.onshi;
      for (let nth = 0; nth < times; nth += 2) {
        eligibility.judge(message.read(globalThis.file).content, at);
      }
    }, 1_000, 10_000);
  });

  it("is flat over a thousand receptions", async () => {
    await staysFlat(await open(), ({ fileName, at, verdict, times }) => {
      const { onshi, memory, file: bytes } = globalThis;
      for (let nth = 0; nth < times; nth += 1) {
        const said = memory.receive(onshi, { fileName, bytes, at });
        if (said !== verdict) throw new Error(said);
      }
    }, 100, 1_000);
  });

  it("is flat over ten thousand errors", async () => {
    await staysFlat(await open(), ({ times }) => {
      const nothing = new Uint8Array(64);
      for (let nth = 0; nth < times; nth += 1) {
        try {
          globalThis.onshi.message.read(nothing);
        } catch (error) {
          if (error.name !== "OnshiError") throw error;
          continue;
        }
        throw new Error("no error");
      }
    }, 1_000, 10_000);
  });

  it("does not keep what one large message took", async () => {
    const visited = await open();
    const [before, after] = await visited.page.evaluate(() => {
      const { onshi, memory, file } = globalThis;
      const before = memory.size();
      const large = new Uint8Array(8 << 20).fill(0x20);
      large.set(file);
      onshi.message.read(large);
      onshi.message.read(file);
      return [before, memory.size()];
    });
    assert.equal(after.instances, before.instances + 1);
    assert.ok(after.bytes < 4 << 20, `${after.bytes} bytes`);
    await visited.close();
  });

  it("has nothing left of a message that was read", async () => {
    const visited = await open();
    const name = "SECRETNAME";
    const seen = await visited.page.evaluate((name) => {
      const { onshi, memory } = globalThis;
      const text = `<XmlMsg><MessageHeader/><MessageBody><Name>${name}</Name></MessageBody></XmlMsg>`;
      const { content } = onshi.message.read(new TextEncoder().encode(text), { fileName: "OQSsiquc01res_1.xml" });
      return {
        answered: JSON.stringify(content).includes(name),
        left: memory.places(name),
        // What is always there is found.
        code: memory.places("OQSsiquc01res") > 0,
      };
    }, name);
    assert.deepEqual(seen, { answered: true, left: 0, code: true });
    await visited.close();
  });
});
