// Reception after reception in one page, as on a day that never ends: memory stays flat.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { Hand } from "./support/hand.mjs";
import { World } from "./support/world.mjs";

const MANY = Number(process.env.ONSHI_HOME_VISIT_RECEPTIONS ?? 100);
/** By then everything was there once: what is compiled, what is remembered of a screen. */
const FEW = 20;
/** What the engine's own bookkeeping may come to. */
const HEAP_NOISE = 512 << 10;

describe("a page's memory", () => {
  let world, watcher;
  before(async () => {
    world = await World.start();
    const source = await readFile(new URL("../web/consumers/loading/memory.js", import.meta.url), "utf8");
    watcher = `(() => { ${source.replace(/^export /gm, "")}; globalThis.memory = { size }; })();`;
  });
  after(() => world.stop());

  it(`is flat over ${MANY} receptions`, async () => {
    const hand = await Hand.open(world, world.home, {
      prepare: async (context) => {
        await context.addInitScript(watcher);
        await context.addInitScript(hurry);
      },
    });
    await hand.sees("どの手続きをしますか");
    const cards = [world.card("good", 0), world.card("good", 1), world.card("near-expiry", 0)];
    const receive = (times) => hand.page.evaluate(receptions, { times, cards });
    const devtools = await hand.context.newCDPSession(hand.page);
    const measure = async () => {
      await devtools.send("HeapProfiler.collectGarbage");
      const { usedSize } = await devtools.send("Runtime.getHeapUsage");
      const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
      return { heap: usedSize, ...(await hand.page.evaluate(() => globalThis.memory.size())), nodes, jsEventListeners };
    };
    await receive(FEW);
    const before = await measure();
    for (let done = 0; done < MANY; done += 20) {
      await receive(Math.min(20, MANY - done));
      if (done % 200 === 180) console.log(done + 20, JSON.stringify(await measure()));
    }
    const after = await measure();
    console.log(`${MANY} receptions: WebAssembly ${before.bytes} bytes, then ${after.bytes}; ` +
      `scripts ${before.heap}, then ${after.heap}; nodes ${before.nodes}, then ${after.nodes}`);
    assert.ok(before.bytes > 0, "the memory is seen");
    assert.deepEqual([after.instances, after.bytes], [before.instances, before.bytes]);
    assert.ok(after.heap - before.heap < HEAP_NOISE, `${after.heap - before.heap} bytes more`);
    assert.ok(after.nodes - before.nodes < 200, `${after.nodes - before.nodes} nodes more`);
    await hand.close();
  });
});

// What follows runs in the page.

/** Waiting for the next look costs no time: the page's clock goes on as if it had waited. */
function hurry() {
  const { now } = Date;
  let ahead = 0;
  Date.now = () => now() + ahead;
  const usual = globalThis.fetch;
  globalThis.fetch = (url, options) => {
    const [, seconds] = /\/events\?.*wait=([012])$/.exec(String(url)) ?? [];
    if (!seconds) return usual(url, options);
    ahead += Number(seconds) * 1000;
    return usual(String(url).replace(/wait=\d$/, "wait=0"), options);
  };
}

/** So many receptions, each by pressing what is on the screen, to its result and its end. */
async function receptions({ times, cards }) {
  const changed = () => new Promise((resolve, reject) => {
    const over = (then) => () => {
      watch.disconnect();
      clearTimeout(late);
      then(new Error(`nothing changes on: ${document.body.innerText}`));
    };
    const watch = new MutationObserver(over(resolve));
    const late = setTimeout(over(reject), 90_000);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const until = async (find) => {
    for (;;) {
      const found = find();
      if (found) return found;
      await changed();
    }
  };
  const sees = (title) => until(() => document.querySelector("h1")?.textContent.trim() === title);
  const press = async (name) => {
    const all = () => [...document.querySelectorAll("main button, main a")];
    (await until(() => all().find((one) => one.textContent.trim().startsWith(name)))).click();
  };
  const post = async (path, body, held) => {
    const headers = { "content-type": "application/json", ...(held && { authorization: `Bearer ${held}` }) };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };
  for (let nth = 0; nth < times; nth += 1) {
    const card = cards[nth % cards.length];
    await sees("どの手続きをしますか");
    await press("同意登録をする");
    await press("カードの持ち主");
    await press("あります。始めます");
    await press(nth % 2 ? "すべて同意する" : "同意しない");
    await press("同意内容を登録する");
    await sees("カードを読み取ります");
    const link = await until(() => document.querySelector("main a.button"));
    const handover = /handover=([^&]+)/.exec(link.href)[1];
    const signed = await post(`/card-app/api/cards/${card.id}/sign`, { handover, pin: card.pin });
    const { confirmation } = await post("/api/handover/card", signed, handover);
    await sees("確認番号を入れてください");
    (await until(() => document.querySelector("#number input"))).value = confirmation;
    await press("たしかめる");
    await sees("この人の受付ですか");
    await press("はい、この人です");
    await sees("保険の資格があります");
    await press("終わる");
    await sees("終わりました");
    await press("はじめの画面へ");
  }
}
