// Somebody who knows the printed address begins a reception and has a patient read the
// card for it, by a link, a code or a QR code. What they are told is nothing of anybody.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hand } from "./support/hand.mjs";
import { accept, cardAppUrl, confirm, fromWho, hold, numberOf, readIn, say, toCard } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

describe("a reception that somebody else began", () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  /** All that an id has to give, as text; refusals are given too. */
  async function allOf({ session }) {
    const told = await Promise.all(["", "/consents", "/events?after=0"].map((rest) =>
      world.ask(`/api/session${rest}`, { held: session }).then(JSON.stringify, ({ message }) => message)));
    return told.join("\n");
  }

  function isSilentAbout(text, card) {
    for (const secret of [card.name, card.kana, card.birthdate, world.people.get(card.id).coverages[0].number]) {
      assert.ok(!text.includes(secret), "it tells of the person");
    }
  }

  it("is not opened by a link with its code before somebody was asked, and not at all where it is not wanted", async () => {
    const attackers = await world.open();
    const hand = await Hand.open(world, `${world.home}#code=${attackers.code}`);
    await hand.sees("別の端末の受付をここでつづけますか");
    await hand.reads("見本診療所");
    await hand.reads("つづけないでください");
    assert.equal(new URL(hand.page.url()).hash, "");
    await hand.press("つづけない");
    await hand.sees("どの手続きをしますか");
    // Nothing was taken, and what is begun here is another reception.
    assert.match(await allOf(attackers), /"state":"waiting"/);
    await toCard(hand);
    assert.notEqual(await hand.page.locator(".come-back strong").innerText(), attackers.code);
    await hand.close();
  });

  it("is another's no more once it was taken by the code: whoever began it gets nothing of the card", async () => {
    const card = world.card("good", 0);
    const attackers = await world.open();
    const hand = await Hand.open(world, `${world.home}#code=${attackers.code}`);
    await hand.press("この端末でつづける");
    await fromWho(hand);
    await hand.press("読み取りアプリを開く");
    assert.equal(await readIn(hand.page, card), "done");
    await hand.page.getByRole("link", { name: "受付の画面にもどる" }).click();
    await accept(hand);
    await hand.sees("保険の資格があります");
    const told = await allOf(attackers);
    isSilentAbout(told, card);
    assert.equal(told.match(/session\.unknown/g)?.length, 3, told);
    const cancel = { body: { key: crypto.randomUUID(), by: "patient" }, held: attackers.session };
    await assert.rejects(world.ask("/api/session/consents/cancel", cancel), /session\.unknown/);
    assert.equal((await world.registered(card)).inForce, true);
    await hand.close();
  });

  it("tells nothing where its hand-over alone was opened: the number stays with the card", async () => {
    const card = world.card("good", 1);
    const before = await world.registered(card);
    const attacker = await Hand.open(world);
    await toCard(attacker);
    const phone = await Hand.open(world, await cardAppUrl(attacker));
    await phone.page.getByText("送られてきたリンクから開いたときは").waitFor();
    assert.equal(await readIn(phone.page, card), "done");
    await phone.page.getByText("だれにも教えないでください").waitFor();
    const number = await numberOf(phone.page);
    // Their own page waits for the number, and shows nothing.
    await attacker.sees("確認番号を入れてください");
    isSilentAbout(await attacker.text(), { ...card, kana: card.kana.normalize("NFKC") });
    const wrong = ["000000", "000001", "000002", "000003"].filter((one) => one !== number).slice(0, 3);
    for (const one of wrong.slice(0, 2)) {
      await say(attacker, one);
      await attacker.reads("確認番号が違います");
    }
    await say(attacker, wrong[2]);
    await attacker.reads("確認番号を3回間違えた");
    isSilentAbout(await attacker.text(), card);
    await attacker.neverVerified();
    assert.deepEqual(await world.registered(card), before, "nothing was registered");
    await phone.page.getByRole("link", { name: "受付の画面にもどる" }).click();
    await phone.sees("この端末で始めた受付ではありません");
    await phone.close();
    await attacker.close();
  });

  it("is begun with the same words on both screens, and the card is read only once they were compared", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const phrase = await hand.page.locator(".phrase").innerText();
    const phone = await Hand.open(world, await cardAppUrl(hand));
    await phone.page.locator("#phrase", { hasText: phrase }).waitFor();
    const card = world.card("good", 2);
    await phone.page.locator(`input[name=card][value="${card.id}"]`).check();
    await phone.page.getByLabel("暗証番号", { exact: true }).fill(card.pin);
    await phone.page.getByRole("button", { name: "読み取り開始" }).click();
    await phone.page.locator("#result", { hasText: "合言葉と同じか" }).waitFor();
    const other = await world.open();
    assert.notEqual(other.cardAppUrl, await cardAppUrl(hand));
    await phone.close();
    await hand.close();
  });
});

describe("a reception's card", () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  /** How a name is shown before it is known whose the screen is. */
  const masked = (name) =>
    name.normalize("NFKC").split(/\s+/).map(([first, ...rest]) => first + rest.map(() => "＊").join("")).join("　");

  it("says whose it is, in part, before anything is shown or registered, and goes where it is not right", async () => {
    const [wrong, right] = [world.card("good", 3), world.card("good", 4)];
    const before = await world.registered(wrong);
    const hand = await Hand.open(world);
    await toCard(hand);
    const first = await world.hold(await cardAppUrl(hand), wrong);
    await say(hand, first.confirmation);
    await hand.sees("この人の受付ですか");
    await hand.reads(masked(wrong.kana));
    assert.ok(!(await hand.has(wrong.kana.normalize("NFKC"))), "in part");
    await hand.page.reload();
    await hand.sees("この人の受付ですか");
    await hand.reads(masked(wrong.kana));
    await hand.press("ちがいます");
    await hand.sees("カードを読み取ります");
    assert.deepEqual(await world.registered(wrong), before, "nothing was registered");
    await hold(hand, right);
    await hand.sees("保険の資格があります");
    await hand.reads(right.kana.normalize("NFKC"));
    assert.ok(!(await hand.has(wrong.kana.normalize("NFKC"))));
    assert.deepEqual(await world.registered(wrong), before);
    await hand.close();
  });

  it("is asked for its number again after a reload, and the number is taken as it is typed", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const { confirmation } = await world.hold(await cardAppUrl(hand), world.card("good", 0));
    await hand.sees("確認番号を入れてください");
    await hand.page.reload();
    await hand.sees("確認番号を入れてください");
    await hand.press("たしかめる");
    await hand.reads("＊数字6桁で入れてください");
    const wide = [...confirmation].map((digit) => String.fromCodePoint(digit.codePointAt(0) + 0xfee0)).join("");
    await confirm(hand, `${wide.slice(0, 3)} ${wide.slice(3)}`);
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("is confirmed once where the answer was lost on the way", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const { confirmation } = await world.hold(await cardAppUrl(hand), world.card("good", 1));
    await world.fault("lost-answer", "/confirm", { times: 1000 });
    await say(hand, confirmation);
    await hand.reads("まだ送っていません");
    await world.calm();
    await hand.press("いまもう一度ためす");
    await accept(hand);
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("that was made for tests is said on every screen, also on one of no institution, and in the card app", async () => {
    const hand = await Hand.open(world);
    const loud = (page) => page.getByText("テスト用のカードを受け付けています").first().waitFor();
    await loud(hand.page);
    await toCard(hand);
    await loud(hand.page);
    await hand.page.goto(world.origin + (await cardAppUrl(hand)));
    await loud(hand.page);
    await hand.page.goto(world.origin);
    await loud(hand.page);
    await hand.close();
  });

  it("of a visit is not kept from the staff's device by an address with another key", async () => {
    const hand = await Hand.open(world, world.staff);
    await hand.control("きょうの訪問").waitFor();
    await hand.page.goto(world.origin);
    await hand.page.goto(`${world.home}#staff=another`);
    await hand.press("きょうの訪問");
    await hand.reads(world.visits[0].time);
    await hand.close();
  });

  it("leaves no id in any address that is asked", async () => {
    const hand = await Hand.open(world, world.staff);
    const asked = [];
    hand.page.on("request", (request) => asked.push(request));
    await hand.press("きょうの訪問");
    await hand.press("もどる");
    await toCard(hand);
    await hold(hand, world.card("good", 2));
    await hand.sees("保険の資格があります");
    const held = asked.map((request) => request.headers().authorization).filter(Boolean);
    const ids = new Set(held.map((value) => value.replace("Bearer ", "")));
    ids.add(world.staff.split("staff=")[1]);
    assert.ok(ids.size >= 3, "before the card, after it, and the staff's");
    for (const request of asked) {
      for (const id of ids) assert.ok(!request.url().includes(id), "in an address");
    }
    await hand.close();
  });
});
