// Everything that can be done, done by keyboard alone; and the focus is somewhere afterwards.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { sampleFile, start } from "./support/playground.mjs";

/** More stops than any view has. */
const STOPS = 150;

describe("by keyboard alone", () => {
  let site, opened, page;
  before(async () => (site = await start()));
  after(() => site.stop());
  beforeEach(async () => {
    opened = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
    ({ page } = opened);
  });
  afterEach(async () => {
    opened.quiet();
    await opened.close();
  });

  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  /** What has the focus: its id, or what it is called. */
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim().replace(/\s+/g, " "));
  const tabTo = async (wanted, key = "Tab") => {
    for (let presses = 0; presses < STOPS; presses += 1) {
      if ((await focused()) === wanted) return;
      await press(key);
    }
    assert.fail(`${wanted} is not reached`);
  };
  const isAt = (id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);
  /** Puts a text where the focus is as people do who have copied it. */
  const paste = async (text) => {
    await page.evaluate((it) => navigator.clipboard.writeText(it), text);
    await press("Control+A", "Control+V");
  };
  const sample = async (id) => {
    await tabTo(`sample-${id}`);
    await press("Enter");
    await isAt("result");
  };

  it("skips to the content", async () => {
    await press("Tab");
    assert.equal(await focused(), "本文へ移動");
    assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth), "4px");
    await press("Enter");
    await isAt("result");
  });

  it("chooses a file", async () => {
    // From the beginning, so that the browser knows before the key is pressed.
    const chooser = page.waitForEvent("filechooser");
    await tabTo("ファイルを選ぶ");
    await press("Enter");
    await (await chooser).setFiles({ name: "a.xml", mimeType: "", buffer: (await sampleFile("messages/face-valid.xml")).bytes });
    await opened.says("#status", "資格確認結果");
    await isAt("result");
  });

  it("pastes a text, is told where it is missing, and reads it", async () => {
    await tabTo("文字で貼り付ける");
    await press("Enter");
    await tabTo("読む");
    await press("Enter");
    await isAt("pasted");
    assert.match(await page.locator("#pasted-error").innerText(), /貼り付ける欄が空です/);
    await paste(String((await sampleFile("messages/by-number-lost.xml")).bytes));
    await press("Tab");
    assert.equal(await focused(), "pasted-name");
    await page.keyboard.type("OQSsiquc01res_1.xml");
    await press("Enter");
    await opened.panel("この日に使える資格ではありません。");
    await isAt("result");
    await opened.says("#recognized", "ファイル名で見分けました");
    await opened.says("#status", "この日に使える資格ではありません。");
  });

  it("goes from view to view", async () => {
    await sample("face-valid");
    await opened.says("#status", "資格は有効です。");
    await tabTo("tab-meaning");
    await press("ArrowRight");
    assert.equal(await focused(), "tab-elements");
    await opened.panel("ProcessExecutionTime");
    await press("ArrowRight");
    assert.equal(await focused(), "tab-source");
    await press("End");
    assert.equal(await focused(), "tab-json");
    await press("Home");
    assert.equal(await focused(), "tab-meaning");
    await opened.panel("2割");
  });

  it("puts a chart beside a result, and is told what comes of it", async () => {
    await sample("face-valid");
    await tabTo("カルテと照合する");
    await press("Enter");
    await tabTo("chart");
    await paste("{");
    await tabTo("照合する");
    await press("Enter");
    await isAt("chart");
    await opened.says("#chart-wrong[role=alert]", "JSONとして読めません");
    await paste(String((await sampleFile("messages/chart.json")).bytes));
    await tabTo("照合する");
    await press("Enter");
    await opened.panel("請求に関わる項目: 不一致");
    await opened.says("#status", "請求に関わる項目: 不一致");
    assert.equal(await focused(), "照合する");
  });

  it("chooses how a certificate is validated, and takes away what was put in", async () => {
    await sample("three-levels");
    await opened.panel("証明書の検証: 有効");
    await tabTo("test");
    await press("Space");
    await opened.says("#snippet", "acceptTestHierarchy: true");
    for (let left = 3; left > 0; left -= 1) {
      const first = await page.locator(".item .button").first().textContent();
      await tabTo(first.trim().replace(/\s+/g, " "), "Shift+Tab");
      await press("Enter");
      await isAt("result");
      await page.waitForFunction((count) => document.querySelectorAll(".item").length === count, left - 1);
      // The buttons are below the heading from here on.
      if (left > 1) await press("Tab", "Tab");
    }
    await opened.says(".empty", "ここに結果が出ます");
  });

  it("stops what is being read", async () => {
    await tabTo("sample-bulk-large");
    await press("Enter");
    await page.locator("#progress").waitFor();
    await tabTo("やめる");
    await press("Enter");
    await opened.says("#status", "読むのをやめました。");
    await isAt("result");
    await opened.says(".empty", "ここに結果が出ます");
  });

  it("clears all", async () => {
    await sample("number-valid");
    await tabTo("すべて消す", "Shift+Tab");
    await press("Enter");
    await opened.says("#status", "すべて消しました。");
    await isAt("result");
  });
});
