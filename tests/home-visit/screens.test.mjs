// Every screen for everybody: WCAG 2.2 AA by axe, narrow and with large type, in colours of
// one's own, with the focus where it is read from, and a picture of each.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hand } from "./support/hand.mjs";
import { inspect } from "./support/screen.mjs";
import { cardAppUrl, fromWho, hears, hearsNothing, hold, holdBack, readIn, refuse, say, toCard, toResult, toUnsent, withoutWay } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

describe("every screen", () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  /** Waits for a screen, unfolds what is folded, and looks at it in every way. */
  async function look(hand, title, name) {
    await hand.sees(title);
    const heading = hand.page.getByRole("heading", { level: 1 });
    if (!name.startsWith("start")) {
      assert.ok(await heading.evaluate((it) => it === document.activeElement), `${name}: the heading has no focus`);
    }
    await hand.page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
    await inspect(hand.page, name);
  }

  it("of a registration, in the order in which they come", async () => {
    const hand = await Hand.open(world, world.home, { serviceWorkers: "block" });
    await look(hand, "どの手続きをしますか", "start");
    await hand.press("同意登録をする");
    await look(hand, "いま画面をさわっているのはどなたですか", "who");
    await hand.press("ご家族");
    await look(hand, "カードはありますか", "before");
    await hand.press("あります。始めます");
    await look(hand, "医師や薬剤師に情報を見せますか", "consent");
    await hand.press("えらんで同意する");
    await look(hand, "どの情報を見せますか", "items");
    await hand.page.getByLabel("薬剤情報").check();
    await hand.press("つぎへ");
    await look(hand, "この内容でよいですか", "check");
    await hand.press("同意内容を登録する");
    await look(hand, "カードを読み取ります", "handover");
    const { go, held } = await holdBack(hand, "**/exchange");
    await hold(hand, world.cards.find(({ name, state }) => name.includes("●") && state.code === "card.good"));
    await held;
    await look(hand, "たしかめています", "progress");
    go();
    await look(hand, "保険の資格があります", "result");
    await hand.press("終わる");
    await look(hand, "終わりました", "ended");
    await hand.close();
  });

  it("of the card app's number, of whose card it is, and of a code or a link from elsewhere", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const { confirmation } = await world.hold(await cardAppUrl(hand), world.card("good", 1));
    await look(hand, "確認番号を入れてください", "number");
    await say(hand, confirmation === "000000" ? "000001" : "000000");
    await hand.reads("＊確認番号が違います");
    await inspect(hand.page, "number-wrong");
    await say(hand, confirmation);
    await look(hand, "この人の受付ですか", "whose");
    await hand.close();
    const { code } = await world.open();
    const other = await Hand.open(world, `${world.home}#code=${code}`);
    await look(other, "別の端末の受付をここでつづけますか", "offered");
    await other.close();
    const gone = await Hand.open(world, `${world.home}#code=AAAA-AAAA`);
    await gone.reads("この番号の受付はありません");
    await look(gone, "別の端末の受付をここでつづけますか", "offered-gone");
    await gone.close();
    const back = await Hand.open(world, `${world.home}#reception=none&confirmation=000000`);
    await look(back, "この端末で始めた受付ではありません", "not-here");
    await back.close();
  });

  it("of やさしい日本語, with its readings", async () => {
    const hand = await Hand.open(world);
    await hand.sees("どの手続きをしますか");
    await hand.page.getByRole("button", { name: /^やさしい/ }).click();
    await hand.page.locator("h1 ruby").first().waitFor();
    await inspect(hand.page, "start-easy");
    await hand.page.getByRole("button", { name: /^同意.*登録.*をする/ }).click();
    await hand.page.getByRole("button", { name: /^カードの/ }).click();
    await hand.page.getByRole("button", { name: /^あります/ }).click();
    await hand.page.locator("h1", { hasText: "見" }).waitFor();
    await inspect(hand.page, "consent-easy");
    await hand.close();
  });

  it("of help, and of other ways than the card", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.press("暗証番号がわからない");
    await look(hand, "暗証番号がわからないとき", "pin");
    await hand.press("職員が顔を見くらべる");
    await look(hand, "顔と写真を見くらべます", "sight");
    await hand.page.goBack();
    await hand.page.goBack();
    await hand.press("マイナアプリではできませんか");
    await look(hand, "マイナアプリ（旧マイナポータルアプリ）", "official");
    await hand.press("もどる");
    await hand.press("こまったときは");
    await look(hand, "こまったときは", "help");
    await hand.press("カードがない");
    await look(hand, "カードが使えないとき", "no-card");
    await hand.press("受付にカードなしと伝える");
    await look(hand, "この方法では確認できません", "refused-no-card");
    await hand.close();
  });

  it("of codes, QR codes and addresses", async () => {
    const hand = await Hand.open(world);
    await hand.press("QRコードを");
    await look(hand, "この画面の QRコード", "sheet");
    await hand.press("もどる");
    await hand.press("コードでつづける");
    await hand.press("つづける");
    await hand.reads("＊コードを入れてください");
    await hand.sees("つづきのコードを入れてください");
    await inspect(hand.page, "resume-wrong");
    await hand.close();
    const lost = await Hand.open(world, world.origin);
    await lost.sees("医療機関の QRコードから開いてください");
    await inspect(lost.page, "front");
    await lost.close();
    const wrong = await Hand.open(world, `${world.home}0`);
    await wrong.reads("医療機関に確認してください");
    await inspect(wrong.page, "front-unknown");
    await wrong.close();
  });

  it("of refusals", async () => {
    for (const [state, title] of [
      ["revoked", "この方法では確認できません"],
      ["expired", "この方法では確認できません"],
      ["unregistered", "この方法では確認できません"],
      ["grace", "資格だけたしかめます"],
    ]) {
      const hand = await Hand.open(world);
      await toCard(hand);
      await hold(hand, world.card(state));
      await look(hand, title, `refused-${state}`);
      if (state === "grace") {
        await hand.press("資格だけたしかめる");
        await look(hand, "保険の資格があります", "result-grace");
      }
      await hand.close();
    }
    const hand = await Hand.open(world);
    await toCard(hand, { agreed: "同意しない" });
    await hold(hand, world.card("good", 0, "lost"));
    await look(hand, "この日に使える資格ではありません", "result-lost");
    await hand.close();
  });

  it("of a card that page and server do not both find in order", async () => {
    const hand = await Hand.open(world, world.home, { serviceWorkers: "block" });
    await hand.page.route(/\/api\/session(\?|$)/, async (route) => {
      const answer = await route.fetch().catch(() => undefined);
      const session = await answer?.json();
      if (session?.verdict) session.verdict.state = "invalid";
      await (answer ? route.fulfill({ response: answer, json: session }) : route.abort()).catch(() => undefined);
    });
    await toCard(hand);
    await hold(hand, world.card("good"));
    await look(hand, "カードを確認できませんでした", "disagree");
    await hand.close();
  });

  it("of a result that does not come, and of the same when it comes after all", async () => {
    const hand = await Hand.open(world, world.home, { serviceWorkers: "block" });
    await hand.context.clock.install();
    await hand.page.reload();
    await hearsNothing(hand);
    await toCard(hand);
    await hold(hand, world.card("good"));
    await look(hand, "結果がまだわかりません", "uncertain");
    assert.ok((await hand.ways()).length > 0);
    await hand.page.unrouteAll({ behavior: "wait" });
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("of a result without the person in it", async () => {
    const hand = await Hand.open(world, world.home, { serviceWorkers: "block" });
    await hears(hand, ({ event }) => {
      const message = event.content?.XmlMsg;
      if (!message?.MessageBody.BulkConfirmUnit) return;
      delete message.MessageBody.BulkConfirmUnit;
      Object.assign(message.MessageHeader, { NumberOfProcessingResult: "0", NumberOfNormalProcessing: "0" });
    });
    await toCard(hand);
    await hold(hand, world.card("good"));
    await look(hand, "同意内容を登録しました", "result-nobody");
    assert.ok(!(await hand.has("職員が")), "it is nobody's word");
    assert.ok((await hand.ways()).length > 0);
    await hand.close();
  });

  it("of a browser that can keep nothing sealed", async () => {
    const hand = await Hand.open(world, world.home, {
      prepare: (context) => context.addInitScript(() => {
        IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); };
      }),
    });
    await hand.reads("終わるまでこの画面を閉じないでください");
    await look(hand, "どの手続きをしますか", "start-memory");
    await hand.press("同意登録をする");
    await hand.press("カードの持ち主");
    await hand.press("あります。始めます");
    await hand.press("すべて同意する");
    await hand.context.setOffline(true);
    await hand.press("同意内容を登録する");
    await hand.reads("この画面を閉じると消えます");
    await look(hand, "つながるのを待っています", "unsent-memory");
    await hand.context.setOffline(false);
    await look(hand, "カードを読み取ります", "handover-memory");
    await hand.close();
  });

  it("of a challenge that waited too long", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await world.advance(6 * 60);
    await hand.page.reload();
    await hand.reads("時間がたちました");
    await look(hand, "カードを読み取ります", "handover-expired");
    await hand.close();
  });

  it("of a lost line, of another tab and of what broke", async () => {
    const hand = await Hand.open(world);
    await toUnsent(hand);
    await look(hand, "つながるのを待っています", "unsent");
    await hand.press("あとで送る");
    await look(hand, "どの手続きをしますか", "start-unsent");
    await hand.context.setOffline(false);
    await hand.press("同意登録をする");
    await hand.sees("カードを読み取ります");
    const second = await hand.context.newPage();
    await second.goto(world.home);
    await look(hand, "別のタブでつづいています", "elsewhere");
    await hand.close();
    const broken = await Hand.open(world, world.home, {
      serviceWorkers: "block",
      prepare: (context) => context.route("**/*.wasm", (route) => route.abort()),
    });
    await broken.sees("この画面に問題がおきました");
    await inspect(broken.page, "broken");
    await broken.close();
    const within = await Hand.open(world, world.home, { userAgent: "Mozilla/5.0 (iPhone) Safari Line/15.0.0" });
    await within.reads("アプリの中のブラウザー");
    await inspect(within.page, "start-in-app");
    await within.close();
  });

  it("of 同意照会・更新 and of taking back", async () => {
    const card = world.card("near-expiry");
    const hand = await Hand.open(world);
    await toResult(hand, card);
    await hand.press("終わる");
    await hand.press("はじめの画面へ");
    await hand.press("同意の照会・更新");
    await hand.press("カードの持ち主");
    await hand.press("あります。始めます");
    await hold(hand, card);
    await look(hand, "いまの同意", "registered");
    await hand.press("このまま終わる");
    await hand.press("はじめの画面へ");
    await hand.press("すべての同意を取り消す");
    await hand.press("カードの持ち主");
    await look(hand, "すべての同意を取り消しますか", "cancel");
    await hand.press("すべての同意を取り消す");
    await hand.sees("カードを読み取ります");
    await hold(hand, card);
    await look(hand, "取り消しました", "cancelled");
    await hand.close();
  });

  it("of online care's day", async () => {
    const hand = await Hand.open(world, world.online);
    await hand.press("同意登録をする");
    await hand.press("カードの持ち主");
    await hand.press("あります。始めます");
    await look(hand, "予約した診療日はいつですか", "date");
    await hand.page.fill("input[name=month]", "13");
    await hand.press("つぎへ");
    await hand.reads("＊日付が正しくありません");
    await inspect(hand.page, "date-wrong");
    await hand.close();
  });

  it("of the staff's day", async () => {
    const hand = await Hand.open(world, world.staff);
    await hand.press("きょうの訪問");
    await look(hand, "きょうの訪問", "visits");
    const { visit } = world.visit(({ state, card, name }) => state.code === "visit.first" && !card && !name.includes("●"));
    await hand.press(visit.time);
    await hand.sees("どの手続きをしますか");
    await inspect(hand.page, "visit");
    await hand.press("同意登録をする");
    await fromWho(hand, { who: "訪問した職員" });
    await hold(hand, world.cards.find(({ name, state }) => name.includes("●") && state.code === "card.good"));
    await look(hand, "訪問先とカードの人がちがいます", "mismatch");
    await hand.press("訪問をえらびなおす");
    const { visit: later } = world.visit(({ state }) => state.code === "visit.later");
    await hand.press(later.time);
    await hand.press("すべての同意を取り消す");
    await hand.press("訪問した職員");
    await look(hand, "すべての同意を取り消しますか", "cancel-staff");
    await hand.page.locator(".actions button").filter({ hasText: /医療機関/ }).first().click();
    await look(hand, "端末の画面で取り消します", "cancel-by-hand");
    await hand.page.locator("ul.options button").first().click();
    await look(hand, "職員が画面で確認しました", "cancel-by-hand-answered");
    await hand.close();
  });

  it("of a later visit without the card", async () => {
    const { visit } = world.visit(({ state }) => state.code === "visit.later");
    for (const [way, seen] of [
      [undefined, [["保険の資格があります", "result-later"]]],
      [(hand) => hears(hand, refuse), [["この方法では確認できません", "refused-later"]]],
      [withoutWay, [["カードなしでたしかめます", "by-hand-later"], ["職員が画面で確認しました", "by-hand-later-answered"]]],
    ]) {
      const hand = await Hand.open(world, world.staff, { serviceWorkers: "block" });
      await way?.(hand);
      await hand.press("きょうの訪問");
      await hand.press(visit.time);
      await hand.press("カードなしで資格をたしかめる");
      const [first, second] = seen;
      await look(hand, ...first);
      if (second) {
        await hand.page.locator("ul.options button").first().click();
        await look(hand, ...second);
      }
      await hand.close();
    }
  });

  it("of visits that are not to be had without a line", async () => {
    await world.fault("lost-request", "/visits", { times: 1000 });
    const hand = await Hand.open(world, world.staff);
    await hand.press("きょうの訪問");
    await hand.reads("訪問の一覧を出せません");
    await look(hand, "きょうの訪問", "visits-offline");
    await world.calm();
    await hand.press("新しくする");
    await hand.reads(world.visits[0].time);
    await hand.close();
  });

  it("of the card app", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    const { page, context } = await Hand.open(world, await cardAppUrl(hand));
    await page.locator("input[name=card]").first().check();
    await inspect(page, "card-app");
    assert.equal(await readIn(page, world.card("locked")), "refused");
    await inspect(page, "card-app-refused");
    assert.equal(await readIn(page, world.card("good", 0)), "done");
    await inspect(page, "card-app-done");
    await page.goto(`${world.origin}/card-app/#handover=gone`);
    await page.reload();
    await page.locator("#result[data-outcome=refused]").waitFor();
    await inspect(page, "card-app-unknown");
    await context.close();
    await hand.close();
  });
});
