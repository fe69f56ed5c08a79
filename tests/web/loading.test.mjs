// Loading the package in every way it takes, and what is said where that fails: in Node
// and in Chromium, under the strictest policy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { launch, visit } from "./support/browser.mjs";
import { installed, project, run } from "./support/project.mjs";
import { serve } from "./support/server.mjs";

const PACKAGE = "/node_modules/@onshi/web";
const ALL_WAYS = [
  "byItself",
  "byName",
  "fromText",
  "fromUrl",
  "fromRequest",
  "fromResponse",
  "fromPromisedResponse",
  "fromBuffer",
  "fromView",
  "fromModule",
  "atOnceFromBytes",
  "atOnceFromModule",
  "twice",
  "concurrently",
  "afterAFailure",
  "afterFailingTogether",
];

/** Scenarios that fail, and what they must say. */
const FAILURES = {
  tooEarly: { code: "web.not-initialized", says: /await init\(\)/ },
  invokedTooEarly: { code: "web.not-initialized", says: /await init\(\)/ },
  whileLoading: { code: "web.not-initialized", says: /await init\(\)/ },
  missing: { code: "web.not-loaded", says: /404/ },
  aBrokenLine: { code: "web.not-loaded" },
  theOtherEntrysModule: { code: "web.not-compiled" },
  aPageInItsPlace: { code: "web.not-loaded", says: /page/ },
  noWebAssembly: { code: "web.no-webassembly", says: /server/ },
  otherBytes: { code: "web.not-compiled" },
  anotherModule: { code: "web.not-compiled" },
  anotherModuleAtOnce: { code: "web.not-compiled" },
  noBytes: { code: "web.not-bytes", says: /Uint8Array/ },
  noMessage: { code: "message.not-well-formed" },
  noTime: {},
  noOperation: { code: "facade.unknown-operation" },
};

let place;
before(async () => (place = await project("loading")));

/** 8 MiB a memory, and no more: an engine whose machine is out of it. */
const LITTLE_MEMORY = "--wasm-max-mem-pages=128";

/** The two engines: `start` gives `{ play, stop }`. */
const ENGINES = {
  Node: async (...switches) => {
    const server = await site();
    const url = `${server.origin}${PACKAGE}/onshi.wasm`;
    return {
      play: async (scenario) => JSON.parse(await run(place, process.execPath, [...switches, "run.js", scenario, url])),
      stop: () => server.close(),
    };
  },
  Chromium: async (...switches) => {
    const browser = await launch({ switches: switches.map((flag) => `--js-flags=${flag}`) });
    return {
      play: (scenario) => inPage(browser, scenario),
      stop: () => browser.close(),
    };
  },
};

async function site(options = {}) {
  const files = {
    "/index.html": "<!doctype html>",
    [`${PACKAGE}/page.html`]: "<p>Not found",
    [`${PACKAGE}/broken.wasm`]: await readFile(join(installed(place), "onshi.wasm")),
  };
  return serve(place, { files, cutOff: [`${PACKAGE}/broken.wasm`], ...options });
}

async function inPage(browser, scenario, options) {
  const server = await site(options);
  const visited = await visit(browser, server);
  try {
    const answer = await visited.page.evaluate(async ([scenario, folder]) => {
      if (scenario === "noWebAssembly") delete globalThis.WebAssembly;
      const scenarios = await import("/scenarios.js");
      const onshi = await import(`${folder}/index.js`);
      const url = new URL(`${folder}/onshi.wasm`, location.href).href;
      return scenarios[scenario](onshi, url);
    }, [scenario, PACKAGE]);
    const isExpected = (error) => /Failed to load resource/.test(error);
    if (!options) {
      visited.seen.errors = visited.seen.errors.filter((error) => !isExpected(error));
      visited.quiet();
    }
    return answer;
  } finally {
    await visited.close();
    await server.close();
  }
}

for (const [name, start] of Object.entries(ENGINES)) {
  describe(`the package in ${name}`, () => {
    let engine;
    before(async () => (engine = await start()));
    after(() => engine.stop());

    for (const way of ALL_WAYS) {
      it(`loads: ${words(way)}`, async () => assert.equal(await engine.play(way), "123アイウ"));
    }

    for (const [failure, { code, says = /./ }] of Object.entries(FAILURES)) {
      it(`explains itself: ${words(failure)}`, async () => {
        const error = await engine.play(failure);
        assert.equal(error.name, "OnshiError", JSON.stringify(error));
        assert.equal(error.kind, true);
        assert.match(error.code, /^[a-z-]+\.[a-z-]+$/);
        if (code) assert.equal(error.code, code);
        assert.match(error.message, says);
        assert.match(error.messageJa, /[ぁ-ん]/);
        assert.equal(typeof error.place, "object");
        assert.equal(error.problems[0].code, error.code);
        for (const problem of error.problems) {
          assert.deepEqual(Object.keys(problem).sort(), Object.keys(error.problems[0]).sort());
        }
      });
    }

    it("gives values, and nothing to free", async () => {
      assert.deepEqual(await engine.play("values"), {
        plain: true,
        types: ["boolean", "bytes", "number", "object", "string"],
        nonce: 32,
        handles: [],
      });
    });

    it("goes on after a call that ran out of memory", async () => {
      const engine = await start(LITTLE_MEMORY);
      try {
        const { before, broken, afterwards } = await engine.play("outOfMemory");
        assert.equal(broken.code, "web.trap", JSON.stringify(broken));
        assert.match(broken.messageJa, /次の呼び出し/);
        assert.deepEqual([before, afterwards], ["123アイウ", "123アイウ"]);
      } finally {
        await engine.stop();
      }
    });
  });
}

/** `atOnceFromBytes` as `at once from bytes`. */
function words(name) {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

describe("the package in a page", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  it("says what the policy lacks where WebAssembly is refused", async () => {
    const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
    for (const way of ["byItself", "fromBuffer"]) {
      const attempt = inPage(browser, way, { policy });
      await assert.rejects(attempt, /wasm-unsafe-eval/, way);
    }
  });
});
