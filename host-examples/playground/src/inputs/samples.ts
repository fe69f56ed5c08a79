/** Made-up files to try the page with. They are part of the page: nothing is fetched for one. */
import { large } from "./large";
import { FACE_SUFFIXES, SAMPLE_AT, type Choices } from "./choices";
import type { Text } from "../words";

export interface Sample {
  id: string;
  name: Text;
  files: () => File[];
  /** At which time it is judged, in Japan. */
  at: string;
  /** The day it was asked for, where the message does not say. */
  askedOn?: string;
  chart?: () => string;
  choices?: Partial<Choices>;
}

const FILES = import.meta.glob<string>("../../samples/**/*.*", {
  query: "?url&inline",
  import: "default",
  eager: true,
});

function bytes(path: string): Uint8Array<ArrayBuffer> {
  const url = FILES[`../../samples/${path}`];
  if (url === undefined) throw new Error(`there is no sample ${path}`);
  const [head, body] = [url.slice(0, url.indexOf(",")), url.slice(url.indexOf(",") + 1)];
  return head.endsWith(";base64")
    ? Uint8Array.from(atob(body), (character) => character.charCodeAt(0))
    : new TextEncoder().encode(decodeURIComponent(body));
}

const file = (path: string, name: string): File => new File([bytes(path)], name);

function message(id: string, ja: string, en: string, path: string, name: string, more: Partial<Sample> = {}): Sample {
  return { id, name: { ja, en }, files: () => [file(`messages/${path}`, name)], at: SAMPLE_AT, ...more };
}

function card(id: string, ja: string, en: string, paths: string[], choices: Partial<Choices>, at = SAMPLE_AT): Sample {
  const files = () => paths.map((path) => file(`certificates/${path}`, path));
  return { id, name: { ja, en }, files, at, choices: { acceptTestHierarchy: true, ...choices } };
}

const RESULT = "OQSsiquc01res_202611240001.xml";

export const MESSAGES: Sample[] = [
  message("face-valid", "顔認証の結果：有効（後期高齢者、「●」のある氏名）", "Face reader: valid (late elderly, a name with ●)", "face-valid.xml", `OQSsiquc01res_face_${FACE_SUFFIXES[0]}.xml`),
  message("face-expired", "顔認証の結果：電子証明書の期限切れ（資格情報のみ）", "Face reader: expired certificate (eligibility alone)", "face-certificate-expired.xml", `OQSsiquc01res_face_${FACE_SUFFIXES[1]}.xml`),
  message("number-valid", "番号による確認：有効（限度額、カルテとの照合つき）", "By number: valid (limit certificate, compared with a chart)", "by-number-valid.xml", RESULT, {
    chart: () => new TextDecoder().decode(bytes("messages/chart.json")),
  }),
  message("number-lost", "番号による確認：資格喪失", "By number: eligibility lost", "by-number-lost.xml", RESULT),
  message("shift-jis", "番号による確認：Shift_JISのファイル", "By number: a file in Shift_JIS", "by-number-shift-jis.xml", RESULT),
  message("bulk", "一括照会の結果：8人", "Bulk result: 8 persons", "bulk-result.xml", "OQSmuquc02res_202611240007.xml"),
  { id: "bulk-large", name: { ja: "一括照会の結果：2万人（その場で生成、約22 MB）", en: "Bulk result: 20,000 persons (made on the spot, some 22 MB)" }, files: () => [large(20_000)], at: SAMPLE_AT },
  message("home-visit", "同意済資格情報（訪問診療等）：同意の内容つき", "Consented eligibility (home visits), with its consents", "home-visit.xml", "OQSmuhvq02res_202611240010.xml", { askedOn: "2026-11-24" }),
  message("numbers", "照会番号一括登録の結果", "Result of a bulk registration of reference numbers", "numbers-registered.xml", "OQSmuimm02res_202611240008.xml"),
  message("medicines", "薬剤情報・診療情報（YZK）", "Medicines and treatments (YZK)", "medicines.xml", "YZKsiquc01res_202611240001.xml"),
  message("checkups", "特定健診情報", "Health check-ups", "checkups.xml", "TKKsiquc01res_202611240001.xml"),
  message("request", "資格確認の要求：検証番号の誤り", "A request with a wrong check digit", "request.xml", "OQSsiquc01req_202611240001.xml"),
  message("refused", "受け付けられなかった要求（.err）", "A refused request (.err)", "refused.err", "OQSsiquc01req_202611240001.err"),
  message("malformed", "壊れたXML", "Malformed XML", "malformed.xml", RESULT),
];

const ROOT = "jpki-test-root.cer";

export const CERTIFICATES: Sample[] = [
  card("card-valid", "マイナンバーカード（利用者証明用）：有効", "My Number card (authentication): valid", ["jpki-card.cer", ROOT], { profile: "jpki-auth" }),
  card("card-revocation", "同：失効リストつき", "The same with a revocation list", ["jpki-card.cer", ROOT, "jpki-test.crl"], { profile: "jpki-auth", requireRevocation: "leaf" }),
  card("card-expired", "有効期限切れのカード", "An expired card", ["jpki-card-expired.cer", ROOT], { profile: "jpki-auth" }),
  card("card-revoked", "失効したカード", "A revoked card", ["jpki-card-revoked.cer", ROOT, "jpki-test.crl"], { profile: "jpki-auth" }),
  card("card-purpose", "利用者証明用の証明書を署名用として検証", "An authentication certificate taken for signing", ["jpki-card.cer", ROOT], { profile: "jpki-sign" }),
  card("card-policy", "必須のポリシーがない証明書", "A certificate without the policy that is required", ["jpki-card.cer", ROOT], { profile: "generic", requiredPolicies: "1.2.392.200149.8.5.1.0.20" }),
  card("three-levels", "中間認証局のあるチェーン（PEM）", "A chain with an intermediate authority (PEM)", ["three-levels.pem"], { profile: "generic", acceptTestHierarchy: false }, "2026-12-01T09:00:00"),
];
