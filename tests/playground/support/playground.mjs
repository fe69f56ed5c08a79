// The playground as it is built, in Chromium, under the policy it tells hosts to send.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, visit } from "../../web/support/browser.mjs";
import { serve } from "../../web/support/server.mjs";

/** What `cargo xtask playground` builds. */
export const folder = provided("ONSHI_PLAYGROUND");

function provided(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask playground-test\``);
  return value;
}

/** What the page tells hosts to send. */
export async function policy() {
  const headers = await readFile(join(folder, "_headers"), "utf8");
  const [, value] = /Content-Security-Policy: (.+)/.exec(headers) ?? [];
  assert.ok(value, "the built page has a policy");
  return value;
}

/** A server and a browser for one file of tests; `files` stand in place of the built ones. */
export async function start(files = {}) {
  const server = await serve(folder, { policy: await policy(), files });
  const browser = await launch();
  return {
    server,
    /** A page of its own, in Japanese and in Japan unless `options` say otherwise. */
    async open({ says = "SDK 版", ...options } = {}) {
      const opened = await visit(browser, server, "/", { locale: "ja-JP", timezoneId: "Asia/Tokyo", ...options });
      await opened.says("body", says);
      return { ...opened, ...actions(opened) };
    },
    async stop() {
      await browser.close();
      await server.close();
    },
  };
}

/** The same where the SDK's modules come out broken. */
export async function withoutSdk() {
  const modules = (await readdir(join(folder, "assets"))).filter((name) => name.endsWith(".wasm"));
  return start(Object.fromEntries(modules.map((name) => [`/assets/${name}`, "not WebAssembly"])));
}

function actions({ page, says }) {
  /** Once nothing is being read any more. */
  const settled = () => page.locator("#progress").waitFor({ state: "detached", timeout: 180_000 });
  return {
    settled,
    async sample(id) {
      await page.locator(`#sample-${id}`).click();
      // Once its result stands there, the focus goes to it.
      await page.waitForFunction(() => document.activeElement?.id === "result", null, { timeout: 180_000 });
      await settled();
    },
    async tab(id) {
      await page.locator(`#tab-${id}`).click();
      await page.locator(`#tab-${id}[aria-selected=true]`).waitFor();
    },
    /** Puts files in as the file chooser does. */
    async choose(...files) {
      await page.locator("#files").setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) })));
    },
    /** Puts files in as a mouse drops them. */
    async drop(...files) {
      const given = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString("base64") }));
      await page.evaluate((list) => {
        const data = new DataTransfer();
        for (const { name, base64 } of list) {
          data.items.add(new File([Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))], name));
        }
        for (const type of ["dragenter", "dragover", "drop"]) {
          document.getElementById("drop").dispatchEvent(
            new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }
      }, given);
    },
    async paste(text, name = "") {
      const details = page.locator("details", { has: page.locator("#pasted") });
      if (!(await details.evaluate((it) => it.open))) await details.locator("summary").click();
      await page.locator("#pasted").fill(text);
      await page.locator("#pasted-name").fill(name);
      await details.locator("button[type=submit]").click();
    },
    panel: (text) => says("[role=tabpanel]", text),
  };
}

/** A made-up file of the page's own. */
export async function sampleFile(path, name = path.split("/").at(-1)) {
  const url = new URL(`../../../host-examples/playground/samples/${path}`, import.meta.url);
  return { name, bytes: await readFile(url) };
}
