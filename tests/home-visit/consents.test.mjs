// Consents as they are looked up, changed and taken back; online care; and the visits of a
// day, of which the later ones need no card.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hand } from "./support/hand.mjs";
import { fromWho, hears, hearsNothing, hold, holdBack, refuse, toCard, toResult, withoutWay } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

const given = ({ items }) => items.filter(({ given }) => given).map(({ messageJa }) => messageJa);

describe("consents", () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  /** 同意照会・更新, to what is registered. */
  async function lookUp(hand, card) {
    await hand.press("同意の照会・更新");
    await hand.press("カードの持ち主");
    await hand.press("あります。始めます");
    await hand.sees("カードを読み取ります");
    await hold(hand, card);
    await hand.sees("いまの同意");
  }

  /** すべての同意の取り消し, to where the card is asked for. */
  async function cancel(hand) {
    await hand.press("すべての同意を取り消す");
    await hand.press("カードの持ち主");
    await hand.sees("すべての同意を取り消しますか");
    await hand.reads("取り消しても、診療は受けられます");
    await hand.press("すべての同意を取り消す");
    await hand.sees("カードを読み取ります");
  }

  it("are looked up with the card, and registered where there are none", async () => {
    const card = world.card("near-expiry", 0);
    const hand = await Hand.open(world);
    await lookUp(hand, card);
    await hand.reads("登録した同意はありません");
    await hand.press("同意を登録する");
    await hand.press("すべて同意する");
    await hand.press("同意内容を登録する");
    await hand.sees("保険の資格があります");
    assert.equal((await world.registered(card)).inForce, true);
    await hand.close();
  });

  it("are changed where they were looked up, and as they were chosen then", async () => {
    const card = world.card("near-expiry", 1);
    const first = await Hand.open(world);
    await toResult(first, card);
    await first.close();
    const hand = await Hand.open(world);
    await lookUp(hand, card);
    assert.ok((await hand.page.locator(".answer.yes").count()) > 3);
    await hand.press("同意を変える");
    await hand.press("えらんで同意する");
    await hand.page.getByLabel("手術情報").uncheck();
    await hand.press("つぎへ");
    await hand.press("同意内容を登録する");
    await hand.sees("保険の資格があります");
    const now = given(await world.registered(card));
    assert.ok(now.includes("薬剤情報") && !now.includes("手術情報"), now.join());
    await hand.close();
  });

  it("are taken back, all of them, once it was confirmed and the card was read", async () => {
    const card = world.card("good", 1);
    const first = await Hand.open(world);
    await toResult(first, card);
    await first.close();
    const hand = await Hand.open(world);
    await cancel(hand);
    assert.equal((await world.registered(card)).inForce, true, "not before");
    await hold(hand, card);
    await hand.sees("取り消しました");
    await hand.reads("ご本人が取り消しました");
    assert.equal((await world.registered(card)).inForce, false);
    await hand.press("終わる");
    await hand.sees("終わりました");
    await lookUp(await start(hand), card);
    await hand.reads("取り消されています");
    await hand.close();
  });

  const start = async (hand) => {
    await hand.press("はじめの画面へ");
    return hand;
  };

  it("stay where taking them back was not meant", async () => {
    const hand = await Hand.open(world);
    await hand.press("すべての同意を取り消す");
    await hand.press("ご家族");
    await hand.press("取り消さない");
    await hand.sees("終わりました");
    await hand.close();
  });

  it("that are not there cannot be taken back, and it goes on another way", async () => {
    const hand = await Hand.open(world);
    await cancel(hand);
    await hold(hand, world.card("good", 5));
    await hand.sees("この方法では確認できません");
    await hand.reads("登録されている同意がありません");
    assert.ok((await hand.ways()).length > 0);
    await hand.close();
  });

  it("to online care are for a day, which is asked for and read in any digits", async () => {
    const card = world.card("good", 0);
    const hand = await Hand.open(world, world.online);
    await hand.reads("オンライン診療など");
    await hand.press("同意登録をする");
    await hand.press("カードの持ち主");
    await hand.press("あります。始めます");
    await hand.sees("予約した診療日はいつですか");
    const typed = async (year, month, day) => {
      for (const [name, value] of Object.entries({ year, month, day })) await hand.page.fill(`input[name=${name}]`, value);
      await hand.press("つぎへ");
    };
    await typed("2026", "2", "30");
    await hand.reads("＊日付が正しくありません");
    assert.equal(await hand.page.locator("input[name=year]").getAttribute("aria-invalid"), "true");
    await typed("2026", "11", "20");
    await hand.reads("＊きょうより前の日です");
    await typed("２０２６", "１１", "24");
    await hand.sees("医師や薬剤師に情報を見せますか");
    await hand.reads("同意してから24時間");
    await hand.press("すべて同意する");
    const day = hand.page.locator(".fact", { hasText: "診療日" }).locator("dd");
    assert.equal(await day.innerText(), "令和8年11月24日（2026年）");
    await hand.press("同意内容を登録する");
    await hold(hand, card);
    await hand.sees("保険の資格があります");
    await hand.close();
    const again = await Hand.open(world, world.online);
    await lookUp(again, card);
    await again.reads("ここでは変えられません");
    await again.reads("令和8年11月24日（2026年）");
    await again.close();
  });
});

describe("the visits of a day", () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  /** The staff's own device, at one visit. */
  async function at(visit, options) {
    const hand = await Hand.open(world, world.staff, options);
    await hand.press("きょうの訪問");
    await hand.sees("きょうの訪問");
    await hand.press(visit.time);
    await hand.sees("どの手続きをしますか");
    return hand;
  }

  it("are listed with カナ and what each needs; the key is not left in the address", async () => {
    const hand = await Hand.open(world, world.staff);
    assert.equal(new URL(hand.page.url()).hash, "");
    await hand.press("きょうの訪問");
    await hand.sees("きょうの訪問");
    for (const { kana, state } of world.visits) {
      await hand.reads(kana.normalize("NFKC"));
      await hand.reads(state.messageJa);
    }
    const strange = world.visits.map(({ name }) => name.split("●").length - 1).reduce((sum, one) => sum + one);
    assert.equal(await hand.page.locator("mark.unshown").count(), strange);
    assert.ok(strange > 0);
    await hand.close();
  });

  it("are listed to nobody without the staff's address", async () => {
    const hand = await Hand.open(world);
    await hand.sees("どの手続きをしますか");
    assert.ok(!(await hand.has("きょうの訪問")));
    await hand.close();
  });

  it("need no card later: the eligibility is confirmed without, and nobody is called verified", async () => {
    const { visit } = world.visit(({ state }) => state.code === "visit.later");
    const hand = await at(visit);
    await hand.press("カードなしで資格をたしかめる");
    await hand.sees("保険の資格があります");
    await hand.reads(visit.kana.normalize("NFKC"));
    await hand.reads(CONFIRMED);
    assert.ok(!(await hand.has("全国のシステム")), "nobody had the card");
    assert.equal(await hand.page.locator("nav.steps").count(), 0, "no step with it is done");
    await hand.neverVerified();
    await hand.close();
  });

  const CONFIRMED = "続いている同意で資格をたしかめました";
  const later = () => world.visit(({ state }) => state.code === "visit.later").visit;
  /** What a test changes on the way is not kept from it by the service worker. */
  const between = { serviceWorkers: "block" };

  /** Nothing was confirmed and nothing registered, and neither is said. */
  async function claimsNothing(hand) {
    await hand.reads("資格もたしかめられていません");
    assert.ok(!(await hand.has(CONFIRMED)));
    assert.ok(!(await hand.has("登録できています")));
    await hand.neverVerified();
  }

  it("claim nothing later where the system refuses, and go on with the card", async () => {
    const hand = await at(later(), between);
    await hears(hand, refuse);
    await hand.press("カードなしで資格をたしかめる");
    await hand.sees("この方法では確認できません");
    await claimsNothing(hand);
    assert.ok((await hand.ways()).length > 0);
    assert.equal(await hand.control("もう一度カードを読む").count(), 0, "none was read");
    await hand.press("カードでたしかめる");
    await fromWho(hand, { who: "訪問した職員" });
    await hand.close();
  });

  it("claim nothing later where the session is gone, and begin anew", async () => {
    const hand = await at(later(), between);
    const said = { code: "session.unknown", message: "It is over.", messageJa: "この受付は終了しています。" };
    await hand.page.route("**/exchange", (route) => route.fulfill({ status: 404, json: said }));
    await hand.press("カードなしで資格をたしかめる");
    await hand.reads("この受付は終了しています");
    await claimsNothing(hand);
    await hand.page.unrouteAll({ behavior: "wait" });
    await hand.press("はじめからやりなおす");
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("claim nothing later where the result does not come, and take it when it does", async () => {
    const hand = await at(later(), { ...between, prepare: (context) => context.clock.install() });
    await hearsNothing(hand);
    await hand.press("カードなしで資格をたしかめる");
    await hand.sees("結果がまだわかりません");
    await claimsNothing(hand);
    await hand.page.unrouteAll({ behavior: "wait" });
    await hand.sees("保険の資格があります");
    await hand.reads(CONFIRMED);
    await hand.close();
  });

  it("are waited for later as long as one wants, and not longer", async () => {
    const hand = await at(later(), { ...between, prepare: (context) => context.clock.install() });
    const { go, held } = await holdBack(hand, "**/exchange");
    await hand.press("カードなしで資格をたしかめる");
    await held;
    await hand.sees("たしかめています");
    await hand.context.clock.fastForward(20_000);
    await hand.reads("待つのをやめても、はじめの画面からつづけられます");
    assert.ok(!(await hand.has("登録した内容")), "nothing was registered");
    await hand.press("待つのをやめる");
    await hand.sees("どの手続きをしますか");
    go();
    await hand.press("カードなしの確認");
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("are confirmed later by staff where the server knows no way, which is said to be their word", async () => {
    const hand = await at(later(), between);
    await withoutWay(hand);
    await hand.press("カードなしで資格をたしかめる");
    await hand.sees("カードなしでたしかめます");
    await hand.page.locator("ul.options button").first().click();
    await hand.sees("職員が画面で確認しました");
    await hand.reads("この画面は何も調べていません");
    assert.ok(!(await hand.has(CONFIRMED)));
    await hand.neverVerified();
    await hand.close();
  });

  it("need no card any more once a consent was registered", async () => {
    const { visit, card } = world.visit(({ state, card, name }) => state.code === "visit.first" && !card && name.includes("●"));
    const hand = await at(visit);
    await hand.press("同意登録をする");
    await fromWho(hand, { who: "訪問した職員" });
    await hold(hand, card);
    await hand.sees("保険の資格があります");
    await hand.press("終わる");
    await hand.sees("終わりました");
    await hand.press("きょうの訪問");
    const line = hand.page.locator("ul.visits li", { hasText: visit.time });
    await line.getByText("カードは要りません").waitFor();
    await hand.close();
  });

  it("are cancelled by the institution as the core says how, and by nobody else", async () => {
    const { visit } = world.visit(({ state }) => state.code === "visit.later");
    const hand = await at(visit);
    await hand.press("すべての同意を取り消す");
    await hand.press("訪問した職員");
    await hand.sees("すべての同意を取り消しますか");
    await hand.page.locator(".actions button").filter({ hasText: /医療機関/ }).first().click();
    await hand.sees("端末の画面で取り消します");
    await hand.neverVerified();
    await hand.close();
  });
});
