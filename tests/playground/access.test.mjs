// WCAG 2.2 AA by axe, and what axe cannot see: phones, narrow screens, large type, forced
// colours, where the focus is, less motion. Pictures of every view are left to look at.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { start, withoutSdk } from "./support/playground.mjs";
import { borderless, lostFocus, picture, tooSmall, tooWide, unfold, violations } from "./support/screen.mjs";
import { VIEWS } from "./support/views.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

describe("whoever looks, and with whatever", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  /** Looks at every view with all that is folded open: `look` says what is wrong with it. */
  const each = async (options, look, english = false) => {
    const opened = await site.open(options);
    const found = {};
    try {
      if (english) await opened.page.getByRole("button", { name: "English" }).click();
      for (const { name, show } of VIEWS) {
        await show(opened);
        await unfold(opened.page);
        const problems = await look(opened.page, name);
        if (problems.length > 0) found[name] = problems;
      }
      assert.deepEqual(found, {});
      opened.quiet();
    } finally {
      await opened.close();
    }
  };

  it("breaks no rule of WCAG 2.2 AA that axe knows", async () => {
    await each({}, async (page, name) => {
      await picture(page, name);
      return violations(page);
    });
  });

  it("breaks none on a phone, in English", async () => {
    await each(PHONE, async (page) => [...(await violations(page)), ...(await tooWide(page))], true);
  });

  it("is worked with a thumb on a phone", async () => {
    await each(PHONE, async (page, name) => {
      await picture(page, `${name}-phone`);
      return [...(await tooSmall(page)), ...(await tooWide(page))];
    });
  });

  it("needs no scrolling sideways at 320 pixels", async () => {
    await each({ viewport: { width: 320, height: 640 } }, tooWide);
  });

  it("needs none at 200 % type either", async () => {
    await each({ viewport: { width: 640, height: 800 } }, async (page) => {
      await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
      return tooWide(page);
    });
  });

  // On a dark ground, where an outline of the page's own would not be seen.
  it("has its borders and shows the focus in forced colours", async () => {
    await each({ forcedColors: "active", colorScheme: "dark" }, async (page, name) => {
      await picture(page, `${name}-forced-colours`);
      return [...(await borderless(page)), ...(await lostFocus(page))];
    });
  });

  it("is legible in forced colours, and tells what is selected", async () => {
    const opened = await site.open({ forcedColors: "active" });
    await opened.sample("card-valid");
    assert.deepEqual(await violations(opened.page), []);
    const colour = (selector) => opened.page.locator(selector).first().evaluate((it) => getComputedStyle(it).backgroundColor);
    for (const [chosen, other] of [["[role=tab][aria-selected=true]", "[role=tab][aria-selected=false]"], [".language[aria-pressed=true]", ".language[aria-pressed=false]"]]) {
      assert.notEqual(await colour(chosen), await colour(other));
    }
    await opened.close();
  });

  it("shows the focus wherever it is, covered by nothing", async () => {
    await each({ viewport: { width: 390, height: 844 } }, lostFocus);
  });

  it("is no worse where the SDK cannot be loaded", async () => {
    const broken = await withoutSdk();
    try {
      const { page } = await broken.open({ says: "SDKを読み込めませんでした", ...PHONE });
      await picture(page, "not-loaded-phone");
      assert.deepEqual([...(await violations(page)), ...(await tooSmall(page)), ...(await tooWide(page))], []);
    } finally {
      await broken.stop();
    }
  });

  it("moves nothing for those who want less motion", async () => {
    const opened = await site.open({ reducedMotion: "reduce" });
    await opened.sample("face-valid");
    const running = await opened.page.evaluate(() => document.getAnimations().length);
    assert.equal(running, 0);
    await opened.close();
  });
});
