// The line is lost and comes back: nothing is lost, it is said what is not sent yet, and
// what was meant once is registered once.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hand } from "./support/hand.mjs";
import { cardAppUrl, confirm, hold, toCard, toUnsent } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

const UNSENT = "まだ送っていません";

describe("a lost line", () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  /** What the server answered to each try of something. */
  function answers(hand, path) {
    const told = [];
    hand.page.on("response", async (response) => {
      if (response.request().method() === "POST" && response.url().endsWith(path)) {
        told.push(response.json().catch(() => undefined));
      }
    });
    return async () => (await Promise.all(told)).filter((answer) => answer !== undefined);
  }

  it("before anything was sent keeps what was chosen, says so, and goes on by itself", async () => {
    const hand = await Hand.open(world);
    await toUnsent(hand);
    await hand.sees("つながるのを待っています");
    await hand.reads(UNSENT);
    await hand.reads("えらんだ内容はこの端末にあります");
    await hand.reads("Wi-Fiを切って、携帯電話の回線で");
    await hand.context.setOffline(false);
    await hand.sees("カードを読み取ります");
    assert.ok(!(await hand.has(UNSENT)));
    await hold(hand, world.card("good", 0));
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("while the card is read by another phone does not matter", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const address = await cardAppUrl(hand);
    await hand.context.setOffline(true);
    await hand.reads(UNSENT);
    const { confirmation } = await world.hold(address, world.card("good", 1));
    await hand.context.setOffline(false);
    await confirm(hand, confirmation);
    await hand.sees("保険の資格があります");
    assert.ok(!(await hand.has(UNSENT)));
    await hand.close();
  });

  for (const [fault, repeated] of [["lost-answer", true], ["lost-request", false]]) {
    it(`of the registration (${fault}) registers it once`, async () => {
      const card = world.card("good", fault === "lost-answer" ? 2 : 4);
      const hand = await Hand.open(world);
      const told = answers(hand, "/consents");
      await toCard(hand);
      // A browser tries by itself once more.
      await world.fault(fault, "/consents", { times: 1000 });
      await hold(hand, card);
      await hand.reads(UNSENT);
      await world.calm();
      await hand.press("いまもう一度ためす");
      await hand.sees("保険の資格があります");
      // The one that got through says whether there had been another.
      assert.deepEqual((await told()).map((answer) => answer.repeated), [repeated]);
      assert.equal((await world.registered(card)).inForce, true);
      await hand.close();
    });
  }

  it("after the registration says that the result alone is missing, and asks once", async () => {
    const hand = await Hand.open(world);
    const told = answers(hand, "/exchange");
    await toCard(hand);
    await world.fault("lost-answer", "/exchange", { times: 1000 });
    await hold(hand, world.card("good", 3));
    await hand.reads("同意内容は登録しました。結果がまだです");
    await world.calm();
    await hand.press("いまもう一度ためす");
    await hand.sees("保険の資格があります");
    const [first] = await told();
    assert.equal(first.repeated, true, "the lost one had got there");
    await hand.close();
  });

  it("is told from a server that is busy", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await world.fault("refused", "/consents", { times: 1000 });
    await hold(hand, world.card("good", 5));
    await hand.reads("受付のサーバーがこんでいます");
    assert.ok(!(await hand.has("Wi-Fiを切って")), "the line is not to blame");
    await world.calm();
    await hand.press("いまもう一度ためす");
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("does not keep the page from being opened, and what was chosen without it is sent later", async () => {
    const hand = await Hand.open(world);
    await hand.sees("どの手続きをしますか");
    await stored(hand);
    await hand.context.setOffline(true);
    const reloaded = await hand.page.reload();
    assert.ok(reloaded.fromServiceWorker());
    await hand.sees("どの手続きをしますか");
    await hand.reads("つながっていません");
    await hand.press("同意登録をする");
    await hand.press("カードの持ち主");
    await hand.press("あります。始めます");
    await hand.press("すべて同意する");
    await hand.press("同意内容を登録する");
    await hand.reads(UNSENT);
    // Even then.
    await hand.page.reload();
    await hand.sees("つながるのを待っています");
    await hand.reads(UNSENT);
    await hand.context.setOffline(false);
    await hand.sees("カードを読み取ります");
    await hold(hand, world.card("good", 4));
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("after the card was read keeps what was agreed to, and sends it when the page is opened again", async () => {
    const card = world.card("near-expiry", 0);
    const hand = await Hand.open(world);
    await toCard(hand);
    await world.fault("lost-request", "/consents", { times: 1000 });
    await hold(hand, card);
    await hand.reads(UNSENT);
    await hand.page.goto(world.origin);
    await hand.sees("医療機関の QRコードから開いてください");
    await world.calm();
    await hand.page.goto(world.home);
    await hand.sees("保険の資格があります");
    assert.equal((await world.registered(card)).inForce, true);
    await hand.close();
  });

  it("of the only phone does not stop another tab: the newest goes on, the other says so", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const second = await hand.context.newPage();
    await second.goto(world.home);
    await second.getByRole("heading", { name: "カードを読み取ります" }).waitFor();
    await hand.sees("別のタブでつづいています");
    await hand.press("この画面でつづける");
    await hand.sees("カードを読み取ります");
    await second.getByRole("heading", { name: "別のタブでつづいています" }).waitFor();
    await hand.close();
  });
});

/** Waits until the service worker has the page and its core. */
async function stored(hand) {
  await hand.page.waitForFunction(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    const paths = all.flat().map(({ url }) => new URL(url).pathname);
    return navigator.serviceWorker.controller && paths.includes("/") && paths.some((path) => path.endsWith(".wasm"));
  });
}
