// The code beside each result does in Node what the page has done.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { project, run } from "../web/support/project.mjs";
import { sampleFile, start } from "./support/playground.mjs";

const NAMED = "OQSsiquc01res_202611240001.xml";

/** Which files a sample consists of, and which lines its code prints. */
const MESSAGES = {
  "face-valid": [["messages/face-valid.xml"], ["資格は有効です。"]],
  "number-valid": [["messages/by-number-valid.xml"], ["資格は有効です。", "不一致"]],
  "number-lost": [["messages/by-number-lost.xml"], ["この日に使える資格ではありません。ほかの確認方法をご案内ください。"]],
  numbers: [["messages/numbers-registered.xml"], [/^P-1 /, /^P-2 /]],
  medicines: [["messages/medicines.xml"], ["情報を取得しました。"]],
  request: [["messages/request.xml"], [/OQS-IF-001/, /^10 7 /]],
  malformed: [["messages/malformed.xml"], [/^33 28 /]],
};

const CERTIFICATES = {
  "card-valid": [["jpki-card.cer", "jpki-test-root.cer"], ["valid"]],
  "card-revocation": [["jpki-card.cer", "jpki-test-root.cer", "jpki-test.crl"], ["valid"]],
  "card-expired": [["jpki-card-expired.cer", "jpki-test-root.cer"], ["invalid"]],
  "card-policy": [["jpki-card.cer", "jpki-test-root.cer"], ["invalid"]],
  "three-levels": [["three-levels.pem"], ["valid"]],
};

describe("the code beside a result", () => {
  let site, opened, place;
  before(async () => {
    place = await project("playground");
    site = await start();
    opened = await site.open();
  });
  after(() => site.stop());

  const snippet = () => opened.page.locator("#snippet").innerText();

  /** What it prints, with these files as the page had them. */
  const printed = async (files) => {
    await writeFile(join(place, "snippet.mjs"), await snippet());
    for (const { name, bytes } of files) await writeFile(join(place, name), bytes);
    const names = files.map(({ name }) => name);
    await writeFile(join(place, "run.mjs"), `import { readFile } from "node:fs/promises";
globalThis.files = {};
for (const name of ${JSON.stringify(names)}) files[name] = globalThis.file = new File([await readFile(name)], name);
await import("./snippet.mjs");`);
    const said = await run(place, process.execPath, ["run.mjs"]);
    return said.trim().split("\n");
  };
  const same = (lines, expected) => {
    assert.equal(lines.length, expected.length, lines.join("\n"));
    for (const [index, line] of expected.entries()) {
      if (line instanceof RegExp) assert.match(lines[index], line);
      else assert.equal(lines[index], line);
    }
  };

  for (const [id, [paths, expected]] of Object.entries(MESSAGES)) {
    it(`message: ${id}`, async () => {
      await opened.sample(id);
      same(await printed(await Promise.all(paths.map((path) => sampleFile(path, NAMED)))), expected);
    });
  }

  for (const [id, [paths, expected]] of Object.entries(CERTIFICATES)) {
    it(`certificate: ${id}`, async () => {
      await opened.sample(id);
      same(await printed(await Promise.all(paths.map((path) => sampleFile(`certificates/${path}`)))), expected);
    });
  }

  it("judges every person of a bulk result", async () => {
    await opened.sample("bulk");
    const lines = await printed([await sampleFile("messages/bulk-result.xml")]);
    assert.equal(lines.length, 8);
    assert.equal(lines.filter((line) => line === "資格は有効です。").length, 5);
  });

  it("decodes base64 that was pasted", async () => {
    const { bytes } = await sampleFile("certificates/jpki-card.cer");
    await opened.page.getByRole("button", { name: "すべて消す" }).click();
    await opened.paste(bytes.toString("base64"), "card.txt");
    await opened.drop(await sampleFile("certificates/jpki-test-root.cer"));
    await opened.says(".item >> nth=1", "JPKI-TEST");
    await opened.page.locator("#test").check();
    const files = [{ name: "card.txt", bytes: Buffer.from(bytes.toString("base64")) }, await sampleFile("certificates/jpki-test-root.cer")];
    await opened.page.locator("#at").fill("2026-11-24T09:00:00");
    await opened.page.locator("#at").blur();
    await opened.says("#snippet", "2026-11-24T09:00:00");
    same(await printed(files), ["valid"]);
  });
});
