// A first visit with the card: from the first screen to the result on the spot, by every
// way to the card and back.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Hand } from "./support/hand.mjs";
import { read } from "./support/qr.mjs";
import { accept, cardAppUrl, confirm, fromWho, hold, numberOf, readIn, toCard, toResult } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

/** What was registered, as the server has it: the kinds that were agreed to. */
const given = ({ items }) => items.filter(({ given }) => given).map(({ messageJa }) => messageJa);

describe("a first visit with the card", () => {
  let world, kinds;
  before(async () => {
    world = await World.start();
    const place = await world.ask(`/api/places${new URL(world.home).pathname}`);
    kinds = place.consents.map(({ messageJa }) => messageJa);
  });
  after(() => world.stop());

  it("shows the result on the spot: eligibility, share and its source, limit, consents", async () => {
    const card = world.cards.find(({ name, state }) => name.includes("●") && state.code === "card.good");
    const hand = await Hand.open(world);
    await toResult(hand, card);
    const { page } = hand;
    assert.ok(await hand.has(card.kana.normalize("NFKC")), "カナ beside the name");
    assert.equal(await page.locator("mark.unshown").count(), card.name.split("●").length - 1);
    await page.getByText("「●」はこの画面で出せない文字です").waitFor();
    const share = await page.locator(".share").innerText();
    assert.match(share, /お支払いの割合\s+\d割（\d+%）\s+\S+/, "the share and where it comes from");
    for (const fact of ["生年月日", "保険者", "記号・番号", "有効期間", "限度額"]) {
      assert.notEqual((await page.locator(".fact", { hasText: fact }).locator("dd").innerText()).trim(), "");
    }
    for (const kind of ["薬剤情報", "診療情報", "手術情報", "特定健診等情報"]) {
      const told = await page.locator(".fact", { hasText: kind }).locator("dd").innerText();
      assert.match(told, /^見せる\s+\S/, kind);
    }
    assert.ok(await hand.has("確認済み"), "page and server agree");
    assert.deepEqual(given(await world.registered(card)), kinds);
    await hand.close();
  });

  it("registers what was chosen one by one, and nothing else", async () => {
    const card = world.card("good", 5);
    const hand = await Hand.open(world);
    await toResult(hand, card, { agreed: "えらんで同意する", items: ["薬剤情報"] });
    assert.deepEqual(given(await world.registered(card)), ["薬剤情報"]);
    await hand.close();
  });

  it("shows the eligibility to whoever agrees to nothing", async () => {
    const card = world.card("good", 4);
    const hand = await Hand.open(world);
    await toResult(hand, card, { agreed: "同意しない" });
    assert.ok(!(await hand.has("全国のシステム")), "the national system had no card, and nobody agreed");
    assert.deepEqual(given(await world.registered(card)), []);
    await hand.close();
  });

  it("is checked before it is registered, and changed where it was not meant so", async () => {
    const card = world.card("near-expiry", 1);
    const hand = await Hand.open(world);
    await hand.press("同意登録をする");
    await hand.press("カードの持ち主");
    await hand.press("あります。始めます");
    await hand.press("すべて同意する");
    await hand.sees("この内容でよいですか");
    assert.equal(await hand.page.locator(".answer.yes").count(), kinds.length);
    await hand.press("えらびなおす");
    await hand.sees("医師や薬剤師に情報を見せますか");
    await hand.press("えらんで同意する");
    // What was chosen before is there to be changed.
    for (const kind of kinds) await hand.page.getByLabel(kind).setChecked(kind === "診療情報");
    await hand.press("つぎへ");
    await hand.sees("この内容でよいですか");
    assert.equal(await hand.page.locator(".answer.yes").count(), 1);
    await hand.page.goBack();
    await hand.sees("どの情報を見せますか");
    await hand.page.goForward();
    await hand.sees("この内容でよいですか");
    await hand.press("同意内容を登録する");
    await hold(hand, card);
    await hand.sees("保険の資格があります");
    assert.deepEqual(given(await world.registered(card)), ["診療情報"]);
    await hand.reads("電子証明書の有効期限が3か月以内です");
    await hand.close();
  });

  it("hands over by a link on the same phone, and goes on by itself when it is back", async () => {
    const card = world.card("good", 0);
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.press("読み取りアプリを開く");
    assert.equal(await readIn(hand.page, card), "done");
    await hand.page.getByRole("link", { name: "受付の画面にもどる" }).click();
    await accept(hand);
    await hand.sees("保険の資格があります");
    assert.equal(new URL(hand.page.url()).hash, "", "the number is not left in the address");
    await hand.close();
  });

  it("hands over to another phone by a QR code, and goes on by itself", async () => {
    const card = world.card("good", 2);
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.page.getByText("別のスマホで読み取る").click();
    const address = await read(hand.page.locator("svg.qr"));
    assert.match(address, /#handover=[^&]+$/, "it leads back to no other phone");
    const phrase = await hand.page.locator(".phrase").innerText();
    const phone = await Hand.open(world, address);
    await phone.page.locator("#phrase", { hasText: phrase }).waitFor();
    assert.equal(await readIn(phone.page, card), "done");
    await phone.page.getByText("受付の画面は、依頼を出した端末にあります").waitFor();
    await confirm(hand, await numberOf(phone.page));
    await hand.sees("保険の資格があります");
    assert.ok(await hand.has("確認済み"));
    await phone.close();
    await hand.close();
  });

  it("goes on with the code on another device, however it is typed", async () => {
    const card = world.card("good", 3);
    const first = await Hand.open(world);
    await toCard(first);
    const code = await first.page.locator(".come-back strong").innerText();
    await first.close();
    const hand = await Hand.open(world);
    await hand.press("コードでつづける");
    await hand.sees("つづきのコードを入れてください");
    const field = hand.page.getByLabel("つづきのコード");
    await field.fill("AAAA-AAAA");
    await hand.press("つづける");
    await hand.reads("＊この番号の受付はありません");
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.ok(await field.evaluate((element) => element === document.activeElement));
    await field.fill(code.replace("-", "").toLowerCase());
    await field.press("Enter");
    await hand.sees("別の端末の受付をここでつづけますか");
    await hand.reads("見本診療所");
    await hand.press("この端末でつづける");
    await hand.sees("いま画面をさわっているのはどなたですか");
    await fromWho(hand);
    await hold(hand, card);
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("goes on after the whole browser was closed", async () => {
    const card = world.card("near-expiry", 0);
    const folder = await mkdtemp(join(tmpdir(), "onshi-"));
    const hand = await Hand.openKept(world, folder);
    await toCard(hand);
    const address = await cardAppUrl(hand);
    await hand.close();
    const { confirmation } = await world.hold(address, card);
    const again = await Hand.openKept(world, folder);
    await confirm(again, confirmation);
    await again.sees("保険の資格があります");
    assert.ok(await again.has("確認済み"));
    await again.press("終わる");
    await again.sees("終わりました");
    await again.close();
    await rm(folder, { recursive: true });
  });

  it("leads back into no form that was sent", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.page.goBack();
    await hand.sees("カードを読み取ります");
    await hand.close();
  });

  it("hides the result from a second pair of eyes, and has nothing left when it is over", async () => {
    const card = world.card("good", 1);
    const hand = await Hand.open(world);
    await toResult(hand, card);
    const kana = card.kana.normalize("NFKC");
    assert.ok(await hand.has(kana));
    await hand.press("結果をかくす");
    assert.ok(!(await hand.has(kana)));
    await hand.press("結果を見せる");
    await hand.press("終わる");
    await hand.sees("終わりました");
    assert.ok(!(await hand.has(kana)));
    await hand.page.reload();
    await hand.sees("どの手続きをしますか");
    assert.ok(!(await hand.has("つづきがあります")));
    await hand.close();
  });
});
