// Every way in, and what is chosen then.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sampleFile, start } from "./support/playground.mjs";

const FACE = "OQSsiquc01res_face_1319999996aaaabbbbccccddddeeee_20261124090000.xml";

describe("what is put in", () => {
  let site, opened, page;
  before(async () => {
    site = await start();
    opened = await site.open();
    ({ page } = opened);
  });
  after(async () => {
    opened.quiet();
    await site.stop();
  });

  const clear = async () => {
    await page.getByRole("button", { name: "すべて消す" }).click();
    await opened.says(".empty", "ここに結果が出ます");
  };
  const at = (time) => page.locator("#at").fill(time).then(() => page.locator("#at").blur());

  it("is dropped", async () => {
    await opened.drop(await sampleFile("messages/face-valid.xml", FACE));
    await opened.says("#recognized", "顔認証付きカードリーダーの結果");
    await opened.says("#status", "資格確認結果");
  });

  it("is chosen, and judged at the present time", async () => {
    await clear();
    const before = Date.now();
    await opened.choose(await sampleFile("messages/face-valid.xml", FACE));
    await page.locator("[role=tabpanel]").waitFor();
    const shown = Date.parse(`${await page.locator("#at").inputValue()}+09:00`);
    assert.ok(shown >= before - 1000 && shown <= Date.now() + 1000);
  });

  it("is judged at the time that is chosen", async () => {
    await at("2026-11-25T09:00:00");
    await opened.panel("閲覧期限を過ぎています");
    await page.getByRole("button", { name: "電文の日時" }).click();
    await opened.panel("令和8年11月25日（2026年） 08:59:00 まで");
    await opened.says("#snippet", "2026-11-24T09:00:00+09:00");
    await page.getByRole("button", { name: "現在", exact: true }).click();
    await opened.says("#snippet", `${new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)}T`);
  });

  it("is told by the name that is given to it", async () => {
    await page.locator("#file-name").fill("");
    await page.locator("#file-name").blur();
    await opened.says("#recognized", "内容で見分けました");
  });

  it("is pasted as text", async () => {
    await clear();
    const { bytes } = await sampleFile("messages/by-number-lost.xml");
    await opened.paste(String(bytes));
    await opened.panel("この日に使える資格ではありません。");
    await opened.says("#recognized", "内容で見分けました");
  });

  it("is asked for where the field is empty", async () => {
    await opened.paste("   ");
    await opened.says("#pasted-error", "貼り付ける欄が空です");
    assert.equal(await page.evaluate(() => document.activeElement.id), "pasted");
  });

  it("is a message in base64", async () => {
    const { bytes } = await sampleFile("messages/by-number-shift-jis.xml");
    await opened.paste(bytes.toString("base64"), "OQSsiquc01res_1.xml");
    await opened.says("#recognized", "Shift_JIS");
    await opened.tab("source");
    await opened.panel("髙見　花子");
  });

  it("is the Web API's JSON", async () => {
    await clear();
    const content = {
      MessageHeader: { ProcessExecutionTime: "20261124090000", QualificationConfirmationDate: "20261124", SegmentOfResult: "1", ReferenceClassification: "2" },
      MessageBody: { ProcessingResultStatus: "1", QualificationValidity: "4" },
    };
    await opened.paste(JSON.stringify({ XmlMsg: content }), "OQSsiquc01res_1.json");
    await opened.says(".identity-name", "資格確認結果");
    await opened.panel("次にできること");
  });

  it("is a PDF, which is told by its name and not read", async () => {
    await clear();
    await opened.choose({ name: "YZKsiquc01res_202611240001.pdf", bytes: Buffer.from("%PDF-1.7") });
    await opened.says(".identity-name", "電文ではないファイル");
    await opened.says("#recognized", "202611240001.pdf");
  });

  it("is something that no message is", async () => {
    await clear();
    await opened.choose({ name: "notes.txt", bytes: Buffer.from("見本") });
    await opened.panel("XMLとして正しくありません");
  });

  it("is a chart beside a result, by file or by hand", async () => {
    await clear();
    await opened.drop(
      await sampleFile("messages/by-number-valid.xml", "OQSsiquc01res_1.xml"), await sampleFile("messages/chart.json"));
    await opened.panel("請求に関わる項目: 不一致");
    const chart = JSON.parse(await page.locator("#chart").inputValue());
    await page.locator("#chart").fill(JSON.stringify({ ...chart, branch: "02" }));
    await page.getByRole("button", { name: "照合する" }).click();
    await page.locator("[role=tabpanel]", { hasText: "請求に関わる項目: 不一致" }).waitFor({ state: "detached" });
    await page.locator("#chart").fill("{");
    await page.getByRole("button", { name: "照合する" }).click();
    await opened.says("#chart-wrong", "JSONとして読めません");
  });

  it("is a chart that waits for its result", async () => {
    await clear();
    await opened.drop(await sampleFile("messages/chart.json"));
    await opened.says(".empty", "資格確認結果を入れると、照合します。");
    await opened.drop(await sampleFile("messages/by-number-valid.xml", "OQSsiquc01res_1.xml"));
    await opened.panel("請求に関わる項目: 不一致");
  });

  it("is a certificate, and its anchor after it", async () => {
    await clear();
    await opened.drop(await sampleFile("certificates/jpki-card.cer"));
    await opened.panel("トラストアンカーが指定されていません");
    await opened.drop(await sampleFile("certificates/jpki-test-root.cer"));
    await at("2026-11-24T09:00:00");
    await opened.panel("証明書の検証: 有効ではありません");
    await opened.panel("certificate.test-hierarchy-refused");
    await page.locator("#test").check();
    await opened.panel("証明書の検証: 有効");
    await opened.says("#snippet", "acceptTestHierarchy: true");
  });

  it("is judged by the profile that is chosen", async () => {
    await page.locator("#profile").selectOption("jpki-sign");
    await opened.panel("certificate.key-usage-missing");
    await page.locator("#profile").selectOption("jpki-auth");
    await page.locator("#revocation").selectOption("leaf");
    await opened.panel("証明書の検証: 未確認");
    await opened.drop(await sampleFile("certificates/jpki-test.crl"));
    await opened.panel("certificate.not-revoked");
  });

  it("is given another part, or taken away", async () => {
    await page.locator("#role-1").selectOption("unused");
    await opened.panel("トラストアンカーが指定されていません");
    await page.locator("#role-1").selectOption("anchor");
    await opened.panel("証明書の検証: 有効");
    await page.getByRole("button", { name: /^取り除く.*jpki-card\.cer/ }).click();
    await opened.panel("検証する証明書がありません");
  });

  it("is PEM, several in one text, or base64 of DER", async () => {
    await clear();
    const { bytes } = await sampleFile("certificates/three-levels.pem");
    await opened.paste(String(bytes));
    await opened.says(".item >> nth=2", "Mihon Root CA");
    await page.locator("#profile").selectOption("generic");
    await at("2026-12-01T09:00:00");
    await opened.panel("証明書の検証: 有効");
    await clear();
    const { bytes: der } = await sampleFile("certificates/jpki-card.cer");
    await opened.paste(der.toString("base64"));
    await opened.says(".item", "RSA-2048");
    assert.equal(await page.locator(".item").count(), 1);
  });

  it("is searched, and every element says where it is known from", async () => {
    await opened.sample("face-valid");
    await opened.tab("elements");
    await opened.panel("出典：HC, JSW, ST, OD2（独立した複数の資料）");
    await opened.panel("コード 1: 有効、出典：JSW, HC/ST/OD2（独立した複数の資料）");
    await page.locator("#filter").fill("負担割合");
    await opened.panel("1個の要素");
    await opened.panel("InsuredPartialContributionRatio");
  });

  it("leads from a problem to its place in the source", async () => {
    await opened.sample("malformed");
    await page.getByRole("button", { name: "33行 28文字目" }).click();
    await opened.says(".problem-line mark.here", "N");
    await page.waitForFunction(() => document.activeElement.id === "line-33");
  });

  it("can be had as JSON", async () => {
    await opened.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await opened.sample("face-valid");
    await opened.tab("json");
    await page.locator("[role=tabpanel]").getByRole("button", { name: "コピー" }).click();
    await opened.says("#status", "コピーしました。");
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.meaning.state.code, "eligible");
    assert.equal(copied.document.content.XmlMsg.MessageBody.QualificationValidity, "1");
  });
});
