// WCAG 2.2 AA by axe, and what axe cannot see: the keyboard alone, narrow screens, large
// type, forced colours, less motion.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { tool } from "../web/support/provided.mjs";
import { start } from "./support/playground.mjs";

const axe = tool("axe-core");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Each kind of result, with the tab that is looked at. */
const VIEWS = [
  [null, null], ["face-valid", "meaning"], ["face-valid", "elements"], ["face-valid", "json"],
  ["number-valid", "meaning"], ["number-lost", "meaning"], ["bulk", "meaning"], ["numbers", "meaning"],
  ["medicines", "meaning"], ["checkups", "meaning"], ["malformed", "meaning"], ["malformed", "source"],
  ["request", "elements"], ["card-valid", "meaning"], ["card-policy", "meaning"], ["three-levels", "meaning"],
];

async function violations(page) {
  await page.evaluate(axe.source);
  const { violations: found, passes } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), TAGS);
  const ran = passes.map(({ id }) => id);
  for (const rule of ["color-contrast", "target-size"]) assert.ok(ran.includes(rule), `${rule} ran`);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(" | ")}`);
}

const scrollsSideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("whoever looks, and with whatever", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  const show = async (opened, [id, tab]) => {
    if (id === null) return;
    await opened.sample(id);
    await opened.tab(tab);
  };
  const each = async (options, look) => {
    const opened = await site.open(options);
    try {
      for (const view of VIEWS) {
        await show(opened, view);
        await look(opened.page, view.join(" "));
      }
      opened.quiet();
    } finally {
      await opened.close();
    }
  };

  it("breaks no rule of WCAG 2.2 AA that axe knows", async () => {
    await each({}, async (page, view) => assert.deepEqual(await violations(page), [], view));
  });

  it("breaks none on a phone, in English", async () => {
    const opened = await site.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
    await opened.page.getByRole("button", { name: "English" }).click();
    for (const view of [["face-valid", "meaning"], ["card-expired", "meaning"]]) {
      await show(opened, view);
      await opened.page.locator("details").evaluateAll((all) => all.forEach((it) => (it.open = true)));
      assert.deepEqual(await violations(opened.page), [], view.join(" "));
    }
    await opened.close();
  });

  it("needs no scrolling sideways at 320 pixels", async () => {
    await each({ viewport: { width: 320, height: 640 } }, async (page, view) =>
      assert.equal(await scrollsSideways(page), 0, view));
  });

  it("needs none at 200 % type either", async () => {
    await each({ viewport: { width: 640, height: 800 } }, async (page, view) => {
      await page.evaluate(async () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("html { font-size: 200%; }");
        document.adoptedStyleSheets = [sheet];
      });
      assert.equal(await scrollsSideways(page), 0, view);
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

  it("moves nothing for those who want less motion", async () => {
    const opened = await site.open({ reducedMotion: "reduce" });
    await opened.sample("face-valid");
    const running = await opened.page.evaluate(() => document.getAnimations().length);
    assert.equal(running, 0);
    await opened.close();
  });

  it("is walked by keyboard alone", async () => {
    const opened = await site.open();
    const { page } = opened;
    const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
    const tabTo = async (wanted, key = "Tab") => {
      for (let presses = 0; presses < 120; presses += 1) {
        if ((await focused()) === wanted) return;
        await page.keyboard.press(key);
      }
      assert.fail(`${wanted} is not reached`);
    };
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "本文へ移動");
    const seen = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
    assert.equal(seen, "4px");

    await tabTo("ファイルを選ぶ");
    const chooser = page.waitForEvent("filechooser");
    await page.keyboard.press("Enter");
    await chooser;

    await tabTo("sample-face-valid");
    await page.keyboard.press("Enter");
    await opened.panel("資格は有効です。");
    await page.waitForFunction(() => document.activeElement.id === "result");
    await opened.says("#status", "資格は有効です。");

    await tabTo("tab-meaning");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "tab-elements");
    await opened.panel("ProcessExecutionTime");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "tab-source");
    await page.keyboard.press("End");
    assert.equal(await focused(), "tab-json");
    await page.keyboard.press("Home");
    assert.equal(await focused(), "tab-meaning");
    await opened.panel("2割");

    await tabTo("sample-three-levels", "Shift+Tab");
    await page.keyboard.press("Space");
    await opened.panel("証明書の検証: 有効");
    await tabTo("test");
    await page.keyboard.press("Space");
    await opened.says("#snippet", "acceptTestHierarchy: true");
    opened.quiet();
    await opened.close();
  });

  it("shows the focus wherever it is, hidden by nothing", async () => {
    const opened = await site.open({ viewport: { width: 390, height: 844 } });
    await opened.sample("number-valid");
    for (let presses = 0; presses < 40; presses += 1) {
      await opened.page.keyboard.press("Tab");
      const lost = await opened.page.evaluate(() => {
        const at = document.activeElement;
        // From the last one it goes to the browser's own controls.
        if (at === document.body) return null;
        const { top, bottom } = at.getBoundingClientRect();
        const isShown = getComputedStyle(at).outlineStyle !== "none" && bottom > 0 && top < innerHeight;
        return isShown ? null : at.outerHTML.slice(0, 200);
      });
      assert.equal(lost, null);
    }
    await opened.close();
  });
});
