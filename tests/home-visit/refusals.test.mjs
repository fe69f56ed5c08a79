// Where it does not go on this way, it goes on another: each refusal says why, with a code
// for the call centre, and what is lawful, on the same screen.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hand } from "./support/hand.mjs";
import { cardAppUrl, fromBefore, fromWho, hold, readIn, toCard } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

describe("a refusal", () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  /** Every lawful way on is words that somebody can act on. */
  async function goesOn(hand, expected) {
    const ways = await hand.ways();
    assert.ok(ways.length > 0, "a dead end");
    for (const way of ways) assert.match(way, /。$/);
    if (expected) assert.ok(ways.some((way) => expected.test(way)), ways.join("\n"));
  }

  for (const [state, why, way] of [
    ["revoked", "電子証明書が失効しています", /市区町村の窓口/],
    ["expired", "期限が切れてから3か月が過ぎています", /市区町村の窓口/],
    ["unregistered", "健康保険証利用の申込がされていません", /マイナポータル/],
  ]) {
    it(`of a card that is ${state} says so, and what else is lawful`, async () => {
      const hand = await Hand.open(world);
      await toCard(hand);
      await hold(hand, world.card(state));
      await hand.sees("この方法では確認できません");
      await hand.reads("診療は受けられます");
      await hand.reads(why);
      await hand.reads(`コード：card.${state}`);
      await goesOn(hand, way);
      await hand.neverVerified();
      await hand.control("この案内を印刷する").waitFor();
      await hand.press("もう一度カードを読む");
      await hand.sees("カードを読み取ります");
      await hold(hand, world.card("good"));
      await hand.sees("保険の資格があります");
      await hand.close();
    });
  }

  it("of an expired certificate within three months leaves the eligibility, until a day it names", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hold(hand, world.card("grace"));
    await hand.sees("資格だけたしかめます");
    const until = hand.page.locator(".fact", { hasText: "資格をたしかめられる日" }).locator("dd");
    assert.match(await until.innerText(), /令和\d+年\d+月\d+日（\d{4}年）まで/);
    await hand.press("ほかの方法を見る");
    await hand.sees("カードが使えないとき");
    await goesOn(hand);
    await hand.press("もどる");
    await hand.press("資格だけたしかめる");
    await hand.sees("保険の資格があります");
    await hand.neverVerified();
    assert.ok(!(await hand.has("全国のシステム")), "who checked the card is said of this page's way alone");
    await hand.close();
  });

  it("of consents after the eligibility was lost leaves the eligibility check", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hold(hand, world.card("good", 0, "lost"));
    await hand.sees("この方法では確認できません");
    await hand.reads("資格を喪失しているため");
    await goesOn(hand, /同意なしで続けられます/);
    await hand.press("資格だけたしかめる");
    await hand.sees("この日に使える資格ではありません");
    await goesOn(hand);
    await hand.close();
  });

  it("of a PIN in the card app says how many tries are left, and what else is lawful", async () => {
    const card = world.card("good", 4);
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.press("読み取りアプリを開く");
    const wrong = card.pin === "0000" ? "1111" : "0000";
    for (const told of ["あと2回間違えるとロックされます", "あと1回間違えるとロックされます", "ロックされ"]) {
      assert.equal(await readIn(hand.page, card, wrong), "refused");
      await hand.page.locator("#result", { hasText: told }).waitFor();
    }
    assert.ok((await hand.page.locator("#result > p").count()) > 1, "a way on");
    await hand.close();
  });

  it("of a locked card in the card app leads to the ways without its PIN", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const phone = await Hand.open(world, await cardAppUrl(hand));
    assert.equal(await readIn(phone.page, world.card("locked")), "refused");
    await phone.page.locator("#result", { hasText: "ロックされています" }).waitFor();
    await phone.page.locator("#result", { hasText: "資格確認書" }).waitFor();
    await phone.close();
    await hand.press("暗証番号がわからない");
    await hand.sees("暗証番号がわからないとき");
    await hand.page.getByText("ロックされた（3回まちがえた）").click();
    await goesOn(hand, /市区町村の窓口/);
    await hand.press("もどる");
    await hand.sees("カードを読み取ります");
    await hand.close();
  });

  it("of whoever notices in the card app alone that the PIN is forgotten leads back", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.press("読み取りアプリを開く");
    await hand.page.getByRole("heading", { name: "読み取りの依頼" }).waitFor();
    await hand.page.getByRole("link", { name: "暗証番号がわからない" }).click();
    await hand.sees("カードを読み取ります");
    await hand.press("暗証番号がわからない");
    await hand.sees("暗証番号がわからないとき");
    await hand.close();
  });

  it("of whoever forgot the PIN or never had one leads to other papers", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.press("暗証番号がわからない");
    for (const kind of ["わすれた", "もともとない"]) {
      const details = hand.page.locator("details", { hasText: kind });
      await details.locator("summary").click();
      assert.ok((await details.locator("ol.ways > li").count()) > 0, kind);
    }
    await hand.press("職員が顔を見くらべる");
    await hand.sees("顔と写真を見くらべます");
    await goesOn(hand);
    await hand.close();
  });

  it("of whoever has no card leads to other papers, and the visit goes on", async () => {
    const hand = await Hand.open(world);
    await hand.press("同意登録をする");
    await hand.press("ご家族");
    await hand.press("ない・わからない");
    await hand.sees("カードが使えないとき");
    await hand.reads("診療は受けられます");
    await goesOn(hand, /資格確認書/);
    await hand.press("受付にカードなしと伝える");
    await hand.sees("この方法では確認できません");
    await goesOn(hand, /資格確認書/);
    await hand.press("終わる");
    await hand.sees("終わりました");
    await hand.close();
  });

  it("of the card before it was read stops waiting for one, until somebody has one after all", async () => {
    const [left, taken] = [world.card("good", 2), world.card("good", 3)];
    const before = await world.registered(left);
    const hand = await Hand.open(world);
    await toCard(hand);
    const address = await cardAppUrl(hand);
    await hand.press("こまったときは");
    await hand.press("カードがない");
    await hand.sees("カードが使えないとき");
    await hand.press("受付にカードなしと伝える");
    await hand.sees("この方法では確認できません");
    const heard = hand.page.waitForResponse((response) => response.url().includes("revision="));
    await world.hold(address, left);
    await heard;
    await hand.press("もう一度カードを読む");
    await hand.sees("カードを読み取ります");
    assert.notEqual(await cardAppUrl(hand), address);
    await hold(hand, taken);
    await hand.sees("保険の資格があります");
    assert.deepEqual(await world.registered(left), before, "nobody agreed with this card");
    assert.equal((await world.registered(taken)).inForce, true);
    await hand.close();
  });

  it("of the card before anything was chosen leaves the way back to choosing", async () => {
    const hand = await Hand.open(world);
    await hand.press("同意登録をする");
    await hand.press("ご家族");
    await hand.press("ない・わからない");
    await hand.press("受付にカードなしと伝える");
    await hand.sees("この方法では確認できません");
    await hand.page.goBack();
    await hand.page.goBack();
    await fromBefore(hand);
    await hold(hand, world.card("good", 0));
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("of a challenge that waited too long begins it anew", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const late = await cardAppUrl(hand);
    await world.advance(6 * 60);
    const phone = await Hand.open(world, late);
    await phone.page.locator("#result", { hasText: "時間切れです" }).waitFor();
    await phone.close();
    await hand.page.reload();
    await hand.reads("時間がたちました");
    await hand.press("もう一度始める");
    await hand.page.getByRole("link", { name: "読み取りアプリを開く" }).waitFor();
    assert.notEqual(await cardAppUrl(hand), late);
    await hold(hand, world.card("good"));
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("of a session that the server forgot keeps what was chosen", async () => {
    const hand = await Hand.open(world);
    await toCard(hand, { agreed: "えらんで同意する", items: ["薬剤情報"] });
    await world.advance(31 * 60);
    await hand.page.reload();
    await hand.sees("この方法では確認できません");
    await hand.reads("この受付は終了しています");
    await goesOn(hand);
    await hand.press("はじめからやりなおす");
    await hand.sees("この内容でよいですか");
    assert.equal(await hand.page.locator(".answer.yes").count(), 1);
    await hand.press("同意内容を登録する");
    await hold(hand, world.card("good"));
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("of another's card at a visit asks whose it is", async () => {
    const { visit } = world.visit(({ state, card }) => state.code === "visit.first" && !card);
    const hand = await Hand.open(world, world.staff);
    await hand.press("きょうの訪問");
    await hand.press(visit.time);
    await hand.press("同意登録をする");
    await fromWho(hand, { who: "訪問した職員" });
    const other = world.cards.find(({ id, state }) => id !== Number(visit.patientNumber) && state.code === "card.good");
    await hold(hand, other);
    await hand.sees("訪問先とカードの人がちがいます");
    await hand.press("別のカードを読む");
    await hand.sees("カードを読み取ります");
    await hold(hand, world.cards.find(({ id }) => id === Number(visit.patientNumber)));
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("of an address that is not good any more says whom to ask", async () => {
    const hand = await Hand.open(world, `${world.home}0`);
    await hand.sees("医療機関の QRコードから開いてください");
    await hand.reads("医療機関に確認してください");
    await hand.close();
  });
});
