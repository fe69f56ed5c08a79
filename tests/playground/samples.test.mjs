// Every sample is read and judged as a vendor must see it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { start, withoutSdk } from "./support/playground.mjs";

/** What stands where: the message's name, the outcome, and what else a vendor cares about. */
const MESSAGES = {
  "face-valid": {
    name: "資格確認結果",
    recognized: "顔認証付きカードリーダーの結果",
    says: ["資格は有効です。", "2割", "結果に記載された後期高齢者の一部負担割合です。", "ｶｸｳ ｼﾞﾛｳ", "電子処方箋", "令和8年11月25日（2026年） 08:59:00 まで", "同意がないため閲覧できません。", "このSDKは電子署名を検証していません"],
  },
  "face-expired": {
    name: "資格確認結果",
    recognized: "ファイル名で見分けました",
    says: ["資格は有効です。", "システムからのメッセージ", "電子証明書の有効期限が切れています。", "年齢から計算した割合です"],
  },
  "number-valid": {
    name: "資格確認結果",
    recognized: "OQSsiquc01res_",
    says: ["資格は有効です。", "3割", "適用区分 ウ", "システムは本人確認をしていません", "請求に関わる項目: 不一致", "保険が変わっている可能性があります"],
  },
  "number-lost": {
    name: "資格確認結果",
    recognized: "ファイル名で見分けました",
    says: ["この日に使える資格ではありません。", "資格喪失", "令和8年10月1日（2026年）（医療保険等の資格取得）", "負担割合はありません。", "次にできること", "被保険者資格申立書"],
  },
  "shift-jis": { name: "資格確認結果", recognized: "Shift_JIS", says: ["資格は有効です。", "髙見　花子"] },
  bulk: {
    name: "資格確認一括照会結果",
    recognized: "OQSmuquc02res_",
    says: ["照会結果が届いています。", "5人", "確認が必要な人", "P-104", "該当する資格がありません。 X0101", "ｿｳﾃｲ ｻｸﾗ"],
  },
  "home-visit": {
    name: "同意済資格情報一括取得（訪問診療等）結果",
    recognized: "OQSmuhvq02res_",
    says: ["資格は有効です。", "1人", "ﾐﾎﾝ ﾊﾅｺ"],
  },
  numbers: { name: "照会番号一括登録結果", recognized: "OQSmuimm02res_", says: ["P-1", "P-2", "見本：資格が特定できませんでした。"] },
  medicines: {
    name: "薬剤情報等結果",
    recognized: "見分けました",
    says: ["情報を取得しました。", "見せる前に、カードでの確認結果にある同意と期限を確かめてください。", "見本アムロジン錠５ｍｇ", "ほかの記録が優先", "見本処置"],
  },
  checkups: { name: "特定健診情報結果", recognized: "見分けました", says: ["158.2 cm", "いいえ", "測定不能", "数値として読み取れないため"] },
  request: { name: "資格確認要求", recognized: "OQSsiquc01req_", says: ["保険者番号の検証番号が合いません", "10行 7文字目"] },
  refused: { name: "受け付けられなかった要求", recognized: "ファイル名で見分けました", says: ["10行 7文字目"] },
  malformed: { name: "読めない電文", recognized: "OQSsiquc01", says: ["XMLとして正しくありません", "33行 28文字目"] },
};

const CERTIFICATES = {
  "card-valid": { state: "有効", says: ["失効の有無は確認していません", "テスト用の階層です", "certificate.signature-valid"] },
  "card-revocation": { state: "有効", says: ["certificate.not-revoked"] },
  "card-expired": { state: "有効ではありません", says: ["certificate.expired"] },
  "card-revoked": { state: "有効ではありません", says: ["certificate.revoked"] },
  "card-purpose": { state: "有効ではありません", says: ["certificate.key-usage-missing", "certificate.outside-hierarchy"] },
  "card-policy": { state: "有効ではありません", says: ["求められた証明書ポリシーについて、認証パスが有効ではありません"] },
  "three-levels": { state: "有効", says: ["Mihon Root CA", "Mihon Issuing CA", "Mihon Taro"] },
};

describe("the samples", () => {
  let site, opened;
  before(async () => {
    site = await start();
    opened = await site.open();
  });
  after(async () => {
    opened.quiet();
    await site.stop();
  });

  for (const [id, { name, recognized, says }] of Object.entries(MESSAGES)) {
    it(`message: ${id}`, async () => {
      await opened.sample(id);
      await opened.says(".identity-name", name);
      await opened.says("#recognized", recognized);
      for (const text of says) await opened.panel(text);
    });
  }

  for (const [id, { state, says }] of Object.entries(CERTIFICATES)) {
    it(`certificate: ${id}`, async () => {
      await opened.sample(id);
      await opened.says(".banner-title", new RegExp(`^\\s*証明書の検証: ${state}\\s*$`));
      for (const text of says) await opened.panel(text);
    });
  }

  it("calls nothing valid, shown or spoken, without what was not checked", async () => {
    await opened.sample("card-valid");
    const chosen = await opened.page.locator("#revocation").evaluate((it) => it.selectedOptions[0].textContent);
    assert.match(chosen, /証拠がなくても有効とし、失効は未確認と書く/);
    for (const [where, result] of [[".banner", /証明書の検証: 有効\s[^]*未確認\s+失効の有無は確認していません/], ["#status", /証明書の検証: 有効。失効の有無は確認していません/]]) {
      assert.match(await opened.page.locator(where).first().textContent(), result);
    }
    await opened.page.locator("#revocation").selectOption("leaf");
    await opened.says(".banner-title", "未確認（失効を確認できないため、有効とはしません）");
    await opened.says("#status", "有効とはしません");
  });

  it("draws the chain from the anchor down", async () => {
    await opened.sample("three-levels");
    const depths = await opened.page.locator(".chain .card-title").evaluateAll((titles) =>
      titles.map((title) => {
        let depth = 0;
        for (let at = title.closest(".chain"); at; at = at.parentElement.closest(".chain")) depth += 1;
        return `${depth} ${title.textContent.trim().split(/\s+/).at(-1)}`;
      }));
    assert.deepEqual(depths.map((text) => text[0]), ["1", "2", "3"]);
  });

  it("marks the character the system does not have, beside the kana", async () => {
    await opened.sample("face-valid");
    assert.equal(await opened.page.locator(".card-title mark.unshown").innerText(), "●");
    await opened.says(".card-title .kana", "ｶｸｳ ｼﾞﾛｳ");
  });

  it("reads a large result part by part, and counts everybody", async () => {
    await opened.page.locator("#sample-bulk-large").click();
    await opened.page.locator("#progress").waitFor();
    await opened.settled();
    await opened.panel("19,794人");
    await opened.panel("206人");
    const rows = await opened.page.locator("tbody tr:not(.below)").count();
    assert.ok(rows > 0 && rows <= 50, `${rows} rows are held, of 20,000 persons`);
  });

  it("says what each person of a bulk result consented to", async () => {
    await opened.sample("home-visit");
    await opened.page.locator("tbody details summary").first().click();
    await opened.says("tbody .consents", "薬剤情報");
    await opened.says("tbody .consents", "閲覧できます");
  });

  it("stops reading when told to", async () => {
    await opened.page.locator("#sample-bulk-large").click();
    await opened.page.getByRole("button", { name: "やめる" }).click();
    await opened.says("#status", "読むのをやめました。");
    await opened.sample("face-valid");
    await opened.panel("資格は有効です。");
  });

  it("says so where the SDK cannot be loaded", async () => {
    const broken = await withoutSdk();
    await broken.open({ says: "SDKを読み込めませんでした" }).then(({ says }) => says(".problem", "web.not-compiled"));
    await broken.stop();
  });

  it("speaks English when asked to", async () => {
    await opened.sample("face-valid");
    await opened.page.getByRole("button", { name: "English" }).click();
    await opened.panel("20%");
    await opened.panel("stated in the result as the late elderly's share");
    assert.equal(await opened.page.locator("html").getAttribute("lang"), "en");
    await opened.page.getByRole("button", { name: "日本語" }).click();
    await opened.panel("2割");
  });
});
