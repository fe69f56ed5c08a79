// What is put in leaves nothing behind: no request, no storage, no address, no console.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { folder, policy, sampleFile, start } from "./support/playground.mjs";

const SAMPLES = ["face-valid", "bulk", "medicines", "malformed", "card-valid", "three-levels"];

describe("what is put in stays in the page", () => {
  let site, opened, page;
  const said = [];
  before(async () => {
    site = await start();
    opened = await site.open();
    ({ page } = opened);
    page.on("console", (line) => said.push(line.text()));
  });
  after(() => site.stop());

  it("asks the network for nothing once it is there", async () => {
    await page.waitForLoadState("networkidle");
    const before = site.server.served.length;
    const requests = [];
    opened.context.on("request", (request) => requests.push(request.url()));
    for (const id of SAMPLES) await opened.sample(id);
    await opened.drop(await sampleFile("messages/face-valid.xml"));
    await opened.says("#recognized", "内容で見分けました");
    assert.deepEqual(requests, []);
    assert.equal(site.server.served.length, before);
    assert.deepEqual(site.server.served.filter(({ status }) => status !== 200), []);
  });

  it("works without a line", async () => {
    await opened.context.setOffline(true);
    await opened.sample("number-lost");
    await opened.panel("この日に使える資格ではありません。");
    await opened.sample("card-valid");
    await opened.panel("証明書の検証: 有効");
    await page.locator("#sample-bulk-large").click();
    await page.getByRole("button", { name: "やめる" }).click();
    await opened.says("#status", "読むのをやめました。");
    await opened.sample("face-valid");
    await page.getByRole("button", { name: "すべて消す" }).click();
    await opened.sample("number-valid");
    await opened.panel("資格は有効です。");
    await opened.context.setOffline(false);
  });

  it("stores nothing, and writes nothing into address, title or console", async () => {
    await opened.sample("face-valid");
    const left = await page.evaluate(async () => ({
      address: location.pathname + location.search + location.hash,
      history: history.length,
      title: document.title,
      cookies: document.cookie,
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    const { history, ...rest } = left;
    assert.ok(history <= 2);
    assert.deepEqual(rest, {
      address: "/", title: "Onshi プレイグラウンド", cookies: "", local: 0, session: 0, databases: 0, caches: 0, workers: 0,
    });
    assert.deepEqual(said, []);
  });

  it("is gone when it is cleared", async () => {
    await opened.sample("number-valid");
    await page.getByRole("button", { name: "すべて消す" }).click();
    await opened.says(".empty", "ここに結果が出ます");
    const shown = await page.locator("body").evaluate((body) =>
      body.innerText + [...body.querySelectorAll("input, textarea")].map((field) => field.value).join());
    assert.doesNotMatch(shown, /花子|4260/);
  });

  it("has the same policy in the page and for hosts, which allows no other place", async () => {
    const page = await readFile(join(folder, "index.html"), "utf8");
    const [, meta] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
    const directives = (text) => text.replaceAll("&#39;", "'").split("; ").sort();
    const own = directives(meta ?? "");
    assert.deepEqual([...own, "frame-ancestors 'none'"].sort(), directives(await policy()));
    assert.ok(own.includes("default-src 'none'") && own.includes("connect-src 'self'"));
    assert.ok(page.indexOf("Content-Security-Policy") < page.indexOf("<script"));
    assert.doesNotMatch(page, / style=|<style|<script>|https?:/);
  });

  it("says so, and how to check it", async () => {
    await opened.says(".private", "ここに入れたものは、このブラウザの外に出ません。保存もしません。");
    await page.locator(".private summary").click();
    await opened.says(".private", "ネットワーク");
    opened.quiet();
  });
});
