// 「確認済み」 stands on the glass where page and server both found the card in order, and
// nowhere else: a false word of it is the worst that this page could do.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hand, VERIFIED } from "./support/hand.mjs";
import { hold, toCard } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

/** Another last byte of something in base64. */
function changed(base64) {
  const bytes = Buffer.from(base64, "base64");
  bytes[bytes.length - 1] ^= 1;
  return bytes.toString("base64");
}

describe("the word of a verified card", () => {
  let world, card;
  before(async () => {
    world = await World.start();
    card = world.card("good", 0);
  });
  after(() => world.stop());

  /** A page between which and the server somebody changes what is said of the session. */
  async function between(change) {
    const hand = await Hand.open(world, world.home, { serviceWorkers: "block" });
    await hand.page.route(/\/api\/session(\?|$)/, async (route) => {
      if (route.request().method() !== "GET") return route.continue();
      const answer = await route.fetch().catch(() => undefined);
      if (!answer) return route.abort().catch(() => undefined);
      const session = await answer.json();
      if (session.presented) await change(session);
      return route.fulfill({ response: answer, json: session }).catch(() => undefined);
    });
    await toCard(hand);
    return hand;
  }

  /** The card is read, and the page does not believe it. */
  async function isNotBelieved(change) {
    const hand = await between(change);
    await hold(hand, card);
    await hand.sees("カードを確認できませんでした");
    await hand.reads("何も登録していません");
    assert.ok((await hand.ways()).length > 0, "other ways are named");
    await hand.control("もう一度カードを読む").waitFor();
    await hand.neverVerified();
    await hand.close();
  }

  it("is said where both found it in order, with what nobody checked beside it", async () => {
    const hand = await between(() => undefined);
    assert.ok(!(await hand.has(VERIFIED)), "not before the card was read");
    await hold(hand, card);
    await hand.sees("保険の資格があります");
    assert.ok(await hand.has(VERIFIED));
    await hand.reads("調べていないこと");
    await hand.close();
  });

  it("is not said of a wrong signature that the server calls valid", () =>
    isNotBelieved((session) => {
      assert.equal(session.verdict.state, "valid");
      session.presented.signature = changed(session.presented.signature);
    }));

  it("is not said of a signature under another nonce that the server calls valid", async () => {
    const { presented } = await world.read(card);
    await isNotBelieved((session) => {
      session.presented = presented;
    });
  });

  it("is not said where the server gives the challenge that the card did sign, and not the page's", async () => {
    const signed = await world.read(card);
    await isNotBelieved((session) => {
      session.presented = signed.presented;
      session.challenge = signed.challenge;
    });
  });

  it("is not said of another's certificate that the server calls valid", async () => {
    const { request } = await world.read(world.card("good", 1));
    await isNotBelieved((session) => {
      session.request.leaf = request.leaf;
    });
  });

  it("is not said where the page is to trust nobody, whatever the server says", async () => {
    const hand = await between((session) => {
      session.request.anchors = [];
    });
    await hold(hand, card);
    await hand.sees("この画面に問題がおきました");
    assert.ok((await hand.ways()).length > 0);
    await hand.neverVerified();
    await hand.close();
  });

  it("is not said where the server's verdict is another", () =>
    isNotBelieved((session) => {
      session.verdict.state = "invalid";
    }));

  it("is not said where the server's verdict is missing", () =>
    isNotBelieved((session) => {
      session.verdict = null;
    }));

  it("is not said where the server's verdict is of another certificate", () =>
    isNotBelieved((session) => {
      session.verdict.chain[0].sha256 = changed(session.verdict.chain[0].sha256);
    }));

  it("is not said where the server does not say that it verified", () =>
    isNotBelieved((session) => {
      session.state = "waiting";
    }));

  it("is not said of the eligibility alone, though the card signed", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hold(hand, world.card("grace", 0));
    await hand.sees("資格だけたしかめます");
    await hand.press("資格だけたしかめる");
    await hand.sees("保険の資格があります");
    await hand.reads("本人確認は終わっていません");
    await hand.neverVerified();
    await hand.close();
  });

  it("is not said by a page whose core does not run", async () => {
    const hand = await Hand.open(world, world.home, {
      serviceWorkers: "block",
      prepare: (context) => context.route("**/*.wasm", (route) => route.abort()),
    });
    await hand.sees("この画面に問題がおきました");
    await hand.neverVerified();
    await hand.close();
  });

  it("is not said again where the card was read once more and not found in order", async () => {
    let wrong = false;
    const hand = await between((session) => {
      if (wrong) session.presented.signature = changed(session.presented.signature);
    });
    wrong = true;
    await hold(hand, card);
    await hand.sees("カードを確認できませんでした");
    const before = await world.registered(card);
    wrong = false;
    await hand.press("もう一度カードを読む");
    await hand.sees("カードを読み取ります");
    await hand.neverVerified();
    assert.deepEqual(await world.registered(card), before, "nothing was registered");
    await hold(hand, card);
    await hand.sees("保険の資格があります");
    assert.ok(await hand.has(VERIFIED));
    await hand.close();
  });
});
