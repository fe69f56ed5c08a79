// A whole reception for everybody: without a pointer, on phones, without motion, aloud; and
// under the page's own policy.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { tool } from "../web/support/provided.mjs";
import { Hand } from "./support/hand.mjs";
import { hold, holdBack, readIn, toCard } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

const { devices } = tool("playwright-core");

describe("a reception", () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  it("is done with the keyboard alone, and one always sees where one is", async () => {
    const hand = await Hand.open(world, world.home, { isMobile: false, hasTouch: false });
    const { page } = hand;
    const to = (name) => tabTo(page, name);
    await hand.sees("どの手続きをしますか");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "本文へ");
    for (const name of ["同意登録をする", "カードの持ち主", "あります。始めます", "えらんで同意する"]) {
      await to(name);
      await page.keyboard.press("Enter");
    }
    await hand.sees("どの情報を見せますか");
    await to("薬剤情報");
    await page.keyboard.press("Space");
    for (const name of ["つぎへ", "同意内容を登録する"]) {
      await to(name);
      await page.keyboard.press("Enter");
    }
    await hand.sees("カードを読み取ります");
    await to("読み取りアプリを開く");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "読み取りの依頼" }).waitFor();
    const card = world.card("good", 0);
    await page.locator(`input[name=card]`).first().waitFor();
    await page.keyboard.press("Tab");
    while (!(await page.evaluate((id) => document.activeElement.value === String(id) && document.activeElement.checked, card.id))) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Tab");
    await page.keyboard.type(card.pin);
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.id === "same")) break;
    }
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "受付の画面にもどる" }).waitFor();
    await page.locator("#result[data-outcome=done]").waitFor();
    await to("受付の画面にもどる");
    await page.keyboard.press("Enter");
    await hand.sees("この人の受付ですか");
    await to("はい、この人です");
    await page.keyboard.press("Enter");
    await hand.sees("保険の資格があります");
    await to("終わる");
    await page.keyboard.press("Enter");
    await hand.sees("終わりました");
    await hand.close();
  });

  for (const name of ["Pixel 7", "iPhone 15"]) {
    it(`is done with a thumb on ${name}`, async () => {
      const { defaultBrowserType, ...device } = devices[name];
      const hand = await Hand.open(world, world.home, device);
      const { page } = hand;
      const tap = async (control) => {
        const thumb = hand.control(control);
        await thumb.waitFor();
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${control}: ${over} px wider than the phone`);
        await thumb.tap();
      };
      for (const control of ["同意登録をする", "カードの持ち主", "あります。始めます", "すべて同意する", "同意内容を登録する"]) {
        await tap(control);
      }
      await tap("読み取りアプリを開く");
      assert.equal(await readIn(page, world.card("good", 1)), "done");
      await tap("受付の画面にもどる");
      await tap("はい、この人です");
      await hand.sees("保険の資格があります");
      await tap("終わる");
      await hand.sees("終わりました");
      await hand.close();
    });
  }

  it("moves nothing where that is not wanted", async () => {
    for (const [reducedMotion, moves] of [["no-preference", true], ["reduce", false]]) {
      const hand = await Hand.open(world, world.home, { reducedMotion, serviceWorkers: "block" });
      await toCard(hand);
      const { go, held } = await holdBack(hand, "**/exchange");
      await hold(hand, world.card("good", 2));
      await held;
      await hand.sees("たしかめています");
      assert.equal(await hand.page.evaluate(() => document.getAnimations().length > 0), moves, reducedMotion);
      go();
      await hand.sees("保険の資格があります");
      await hand.close();
    }
  });

  it("says aloud what changes, and that it takes a while", async () => {
    const hand = await Hand.open(world, world.home, { serviceWorkers: "block" });
    await hand.context.clock.install();
    await hand.page.reload();
    await toCard(hand);
    const { go, held } = await holdBack(hand, "**/exchange");
    await hold(hand, world.card("good", 3));
    await held;
    await hand.sees("たしかめています");
    const status = hand.page.getByRole("status");
    for (const [seconds, said] of [[1, "しばらくお待ちください"], [5, "10秒ほどで終わります"], [20, "登録した内容はなくなりません"]]) {
      await hand.context.clock.fastForward(seconds * 1000);
      await status.filter({ hasText: said }).waitFor();
    }
    go();
    await hand.close();
  });

  it("breaks no policy, and a break would be seen", async () => {
    const hand = await Hand.open(world);
    await hand.sees("どの手続きをしますか");
    hand.quiet();
    await hand.page.evaluate(() => document.body.append(Object.assign(document.createElement("script"), { textContent: "0" })));
    await hand.page.evaluate(async () => {
      const told = new Promise((resolve) => addEventListener("securitypolicyviolation", resolve, { once: true }));
      await fetch("http://127.0.0.2:9/").catch(() => undefined);
      await told;
    });
    assert.deepEqual(hand.seen.violations, ["script-src-elem: inline", "connect-src: http://127.0.0.2:9/"]);
    assert.throws(() => hand.quiet());
    await hand.context.close();
  });
});

/** Presses the tabulator until what is named has the focus, and is seen to have it. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const { activeElement: it } = document;
      const { outlineStyle, outlineWidth, opacity } = getComputedStyle(it);
      const box = it.getBoundingClientRect();
      const middle = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, innerHeight) / 2);
      return {
        all: it === document.body,
        name: it.getAttribute("aria-label") ?? it.textContent.trim(),
        outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        seen: opacity !== "0" && (it === middle || it.contains(middle)),
      };
    });
    // At the end of the page the browser's own controls come.
    if (at.name === "" || at.all) continue;
    assert.ok(at.outlined && at.seen, `${at.name}: ${JSON.stringify(at)}`);
    if (at.name.startsWith(name)) return;
  }
  throw new Error(`${name} is not reached`);
}
