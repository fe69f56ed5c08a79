/** What the page says by itself, in Japanese and English. What the SDK says, it says in both. */

export type Language = "ja" | "en";

export interface Text {
  ja: string;
  en: string;
}

let language: Language = "ja";

export const currentLanguage = (): Language => language;

export function speak(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = chosen;
}

/** A text of the page's own. */
export const t = (text: Text): string => text[language];

/** A sentence of the SDK's. */
export const said = ({ message, messageJa }: { message: string; messageJa: string }): string =>
  language === "ja" ? messageJa : message;

/** A code with what it is known to mean. */
export function meant(code: { code: string; meaning: string | null; meaningJa: string | null } | null): string {
  if (!code) return t(words.notStated);
  return (language === "ja" ? code.meaningJa : code.meaning) ?? code.code;
}

const text = (ja: string, en: string): Text => ({ ja, en });

export const words = {
  title: text("Onshi プレイグラウンド", "Onshi playground"),
  subtitle: text(
    "オンライン資格確認の電文と電子証明書を、このブラウザの中だけで読み、判定し、説明します。",
    "Reads, judges and explains messages and certificates of online eligibility verification, inside this browser alone.",
  ),
  skip: text("本文へ移動", "Skip to the content"),
  language: text("言語", "Language"),
  notStated: text("記載なし", "not stated"),

  private: text(
    "ここに入れたものは、このブラウザの外に出ません。保存もしません。",
    "What you put in here never leaves this browser, and is not stored.",
  ),
  privateHow: text("確かめ方", "How to check"),
  privateChecks: [
    text(
      "開発者ツール（F12）の「ネットワーク」を開いたまま、ファイルを入れてください。通信は起こりません。",
      "Keep the developer tools (F12) open at “Network” while you drop a file: there is no request.",
    ),
    text(
      "ページを開いたあとで、ネットワークを切ってください。そのまま使えます。",
      "Disconnect the network once the page is open: it goes on working.",
    ),
    text(
      "ページのContent-Security-Policyは、このページが置かれた場所以外との通信を、ブラウザに禁止させています（ページのソースの先頭にあります）。",
      "The page's Content-Security-Policy has the browser forbid it to reach any place but its own (at the top of its source).",
    ),
    text(
      "保存領域（Cookie、localStorage、IndexedDB）は使わず、URL・題名・コンソールにも書きません。「すべて消す」か、タブを閉じれば残りません。",
      "It uses no storage (cookies, localStorage, IndexedDB) and writes nothing to address, title or console. “Clear all”, or closing the tab, leaves nothing.",
    ),
  ],

  input: text("ファイルを入れる", "Put a file in"),
  drop: text("電文か証明書のファイルをここにドロップ", "Drop a message or a certificate here"),
  dropKinds: text(
    "電文（XML・JSON・.err）、証明書・失効リスト・OCSPレスポンス（PEM・DER・Base64）、カルテの患者情報（JSON）",
    "Messages (XML, JSON, .err); certificates, CRLs, OCSP responses (PEM, DER, Base64); a patient as your chart has them (JSON)",
  ),
  choose: text("ファイルを選ぶ", "Choose files"),
  paste: text("文字で貼り付ける", "Paste as text"),
  pasteLabel: text("電文、PEM、Base64", "A message, PEM or Base64"),
  pasteName: text("ファイル名（分かれば）", "File name (if known)"),
  pasteRead: text("読む", "Read"),
  pasteEmpty: text("＊貼り付ける欄が空です。電文かPEMの文字を貼り付けてください。", "* There is nothing to read: paste a message or PEM."),
  samples: text("見本で試す", "Try a sample"),
  samplesNote: text("すべて架空の人物とデータです。", "Everybody and everything in them is made up."),
  sampleMessages: text("電文", "Messages"),
  sampleCertificates: text("証明書", "Certificates"),
  clear: text("すべて消す", "Clear all"),
  cleared: text("すべて消しました。", "All is cleared."),

  loading: text("SDKを読み込んでいます…", "Loading the SDK…"),
  loaded: text("SDK 版", "SDK version"),
  notLoaded: text("SDKを読み込めませんでした", "The SDK could not be loaded"),
  result: text("結果", "Result"),
  nothingYet: text(
    "ファイルを入れるか、見本を選ぶと、ここに結果が出ます。",
    "Put a file in or choose a sample, and the result stands here.",
  ),
  reading: text("読んでいます…", "Reading…"),
  cancel: text("やめる", "Stop"),
  cancelled: text("読むのをやめました。", "Reading was stopped."),
  persons: text("人", "persons"),
  more: text("続きを表示", "Show more"),
  several: text("電文は一度に一つです。最後のものを読みました。", "One message at a time: the last one was read."),

  at: text("いつの時点で判定するか（日本時間）", "Judged at (time in Japan)"),
  atNow: text("現在", "Now"),
  atMessage: text("電文の日時", "The message's time"),
  askedOn: text("照会した日（電文に資格確認日がないとき）", "Asked for (where the message names no day)"),
  atWrong: text("＊日時を、年月日と時刻で入れてください。", "* Give a date and a time."),
  fileName: text("ファイル名（種類を見分けるのに使います）", "File name (tells the interface)"),
  chart: text("カルテと照合する", "Compare with the chart"),
  chartLabel: text("カルテの患者情報（JSON）", "The patient as your chart has them (JSON)"),
  chartAlone: text("カルテの患者情報を受け取りました。資格確認結果を入れると、照合します。", "The chart is there: put a result in, and they are compared."),
  chartApply: text("照合する", "Compare"),
  chartWrong: text("＊JSONとして読めません。オブジェクト（{ } で囲んだもの）にしてください。", "* Not JSON: give an object, in { }."),

  tabs: {
    label: text("結果の見かた", "Views of the result"),
    meaning: text("判定", "Meaning"),
    elements: text("要素", "Elements"),
    source: text("原文", "Source"),
    json: text("JSON", "JSON"),
    checks: text("検査", "Checks"),
  },

  recognized: {
    "file-name": text("ファイル名で見分けました", "told by the file name"),
    content: text("内容で見分けました", "told by the content"),
    caller: text("指定されました", "told by the caller"),
    nothing: text("種類は分かりませんでした", "could not be told"),
  },
  unknownMessage: text("種類の分からない電文", "A message of an unknown kind"),
  noMessage: text("電文ではないファイル", "A file that is no message"),
  noMessageNote: text(
    "PDFやZIPの内容は読みません。対応する要求は、ファイル名で分かります。",
    "What is in a PDF or ZIP is not read. Its name tells which request it answers.",
  ),
  unreadable: text("読めない電文", "A message that cannot be read"),
  refusedRequest: text("受け付けられなかった要求", "A request that was refused"),
  refusedNote: text(
    "システムが受け付けなかった要求です。内容を直し、別の識別部で送り直してください。",
    "The system did not take this request. Mend it, and send it under another suffix.",
  ),
  about: text("この電文について（出典・スキーマ）", "About this message (sources, schema)"),
  fromFace: text("顔認証付きカードリーダーの結果", "a face reader's result"),
  encoding: text("文字コード", "Encoding"),
  schema: text("JSON Schema", "JSON Schema"),
  noMeaning: text(
    "この電文に判定はありません。要素と原文をご覧ください。",
    "There is nothing to judge in this message: see its elements and source.",
  ),

  problems: text("気づいたこと", "Notes"),
  problemsWhy: text("読めなかった理由", "Why it cannot be read"),
  severity: {
    note: text("参考", "note"),
    warning: text("注意", "warning"),
    error: text("エラー", "error"),
  },
  place: (line: number, column: number | undefined): Text =>
    text(`${line}行${column === undefined ? "" : ` ${column}文字目`}`, `line ${line}${column === undefined ? "" : `, column ${column}`}`),
  showSource: text("原文で見る", "show in the source"),

  reasons: text("理由", "Reasons"),
  assurance: text("本人確認", "Who was verified"),
  systemMessage: text("システムからのメッセージ", "The system's own words"),
  nextSteps: text("次にできること", "What to do next"),
  name: text("氏名", "Name"),
  unshown: text("「●」は、システムで表せない文字です。カナと書類で確かめてください。", "“●” is a character the system does not have: check it by the kana and the documents."),
  eligibility: text("資格", "Eligibility"),
  kind: text("種類", "Kind"),
  period: text("有効期間", "Valid"),
  share: text("負担割合", "Share"),
  shareOneOf: text("のどれか", "(one of these)"),
  shareSource: text("割合の出どころ", "Where the share comes from"),
  limit: text("限度額適用認定証", "Limit certificate"),
  limitClass: text("適用区分", "class"),
  disease: text("特定疾病療養受療証", "Specific disease"),
  yenAMonth: text("円／月まで", "yen a month at most"),
  ticket: text("医療券・調剤券", "Medical ticket"),
  consents: text("同意", "Consents"),
  viewable: text("閲覧できます", "may be viewed"),
  notViewable: text("閲覧できません", "may not be viewed"),
  prescription: text("処方箋の発行形態", "Form of the prescription"),
  confirmedFor: text("資格確認日", "Confirmed for"),
  presumedFor: text("照会した日として判定", "Judged as asked for"),
  details: text("詳しく", "Details"),
  acquired: text("資格取得日", "Acquired"),
  lost: text("資格喪失日", "Lost"),
  remarks: text("補足", "Remarks"),

  bulk: {
    states: text("内訳", "By state"),
    person: text("人", "person(s)"),
    attention: text("確認が必要な人", "Those who need attention"),
    everybody: text("すべての人", "Everybody"),
    noneAttention: text("確認が必要な人はいません。", "There is nobody who needs attention."),
    shown: (shown: number, of: number): Text => text(`先頭の${shown}人を表示しています（${of}人中）。`, `The first ${shown} of ${of} are shown.`),
    parts: (parts: number): Text => text(`${parts}個の部分に分けて読みました。メモリーはファイルの大きさによりません。`, `Read in ${parts} part(s): memory does not grow with the file.`),
    stated: text("電文に記載された件数", "Results, as the message states"),
    mismatch: text("実際の人数と合いません。ファイルが途中までかもしれません。", "That is not how many there are: the file may have broken off."),
    identifier: text("任意識別子", "Identifier"),
    who: text("氏名（カナ）", "Name (kana)"),
    state: text("資格", "Eligibility"),
    share: text("負担", "Share"),
  },
  registrations: text("照会番号の登録", "Registration of reference numbers"),
  noNumber: text("（番号なし）", "(no number)"),

  medical: {
    consentFirst: text(
      "見せる前に、カードでの確認結果にある同意と期限を確かめてください。この要約は同意を確かめていません。",
      "Before it is shown, check the consent and its end in the card's result. This summary does not check it.",
    ),
    patient: text("患者", "Patient"),
    samePerson: text("カルテと同じ人か確かめてください。", "Check that it is the person of the chart."),
    medicines: text("薬剤", "Medicines"),
    treatments: text("診療行為", "Treatments"),
    checkups: text("特定健診", "Check-ups"),
    superseded: text("ほかの記録が優先", "another record takes precedence"),
    date: text("日付", "Date"),
    item: text("項目", "Item"),
    value: text("値", "Value"),
    amount: text("用量・用法", "Dose and usage"),
    facility: text("機関", "Facility"),
    source: text("情報源", "Source"),
    others: text("ほかの要素", "Other elements"),
  },

  comparison: text("カルテとの照合", "Beside the chart"),
  comparisonGrade: text("請求に関わる項目", "What matters for the claim"),
  comparisonNote: text(
    "値の比べかただけを示します。同じ人であるとも、請求額とも言っていません。",
    "Says how the values compare, and no more: neither that it is one person nor what the claim comes to.",
  ),
  field: text("項目", "Field"),
  grade: text("結果", "Outcome"),
  advice: text("すること", "What to do"),

  elements: {
    note: text("出典の記号の意味：", "What the sources stand for:"),
    code: text("コード", "Code"),
    unknown: text("レイアウトにない要素です。値はそのまま残しています。", "Not in the layout: kept as it was sent."),
    partial: text("大きなファイルなので、最初の部分の要素だけを表示しています。", "The file is large: these are the elements of its first part."),
    none: text("要素はありません。", "There are no elements."),
    filter: text("要素を絞り込む（名前・値）", "Filter the elements (name, value)"),
    found: (count: number): Text => text(`${count}個の要素`, `${count} element(s)`),
  },
  source: {
    large: text("大きなファイルなので、問題のある行の前後だけを表示しています。", "The file is large: the lines around problems are shown."),
    none: text("表示する行はありません。", "There are no lines to show."),
    label: text("原文", "The source text"),
  },
  copy: text("コピー", "Copy"),
  copied: text("コピーしました。", "Copied."),
  notCopied: text("コピーできませんでした。文字を選んでコピーしてください。", "It could not be copied: select the text and copy it."),
  jsonLabel: text("SDKの答え（JSON）", "What the SDK answers (JSON)"),
  jsonCut: text("長いので途中まで表示しています。コピーはすべてに及びます。", "Cut here, since it is long; copying takes all of it."),
  code: text("この結果を出すコード", "The code that does this"),
  codeNote: text(
    "ブラウザ・Node・Workerで、そのまま動きます。file は選んだファイル（File）です。選択を変えると変わります。",
    "Runs as it is in browsers, Node and workers. `file` is the File that was chosen. It changes with your choices.",
  ),
  codeNoteTrust: text(
    "ブラウザ・Node・Workerで、そのまま動きます。files は入れたファイル（File）を名前で引くものです。選択を変えると変わります。",
    "Runs as it is in browsers, Node and workers. `files` has the Files by name. It changes with your choices.",
  ),

  trust: {
    heading: text("入れたもの", "What was put in"),
    role: text("役割", "Role"),
    roles: {
      leaf: text("検証する証明書", "certificate in question"),
      intermediate: text("中間の証明書", "intermediate"),
      anchor: text("信頼する認証局（アンカー）", "trust anchor"),
      crl: text("失効リスト（CRL）", "revocation list (CRL)"),
      ocsp: text("OCSPレスポンス", "OCSP response"),
      unused: text("使わない", "not used"),
    },
    remove: text("取り除く", "Remove"),
    anchorNote: text(
      "自己署名の証明書はアンカーとみなして並べました。信頼してよいかは、公表されたフィンガープリントと比べて、あなたが決めることです。",
      "Self-issued certificates were put down as anchors. Whether to trust one is yours to decide, by the fingerprint its authority publishes.",
    ),
    noLeaf: text("検証する証明書がありません。役割を選ぶか、証明書を追加してください。", "There is no certificate in question: choose a role, or add one."),
    profile: text("プロファイル（証明書の種類）", "Profile (kind of certificate)"),
    profiles: {
      "jpki-auth": text("JPKI 利用者証明用", "JPKI authentication"),
      "jpki-sign": text("JPKI 署名用", "JPKI signing"),
      "hpki-auth": text("HPKI 認証用", "HPKI authentication"),
      "hpki-sign": text("HPKI 署名用", "HPKI signing"),
      generic: text("一般", "generic"),
      "tls-server": text("TLS サーバー", "TLS server"),
      "tls-client": text("TLS クライアント", "TLS client"),
    } as Record<string, Text>,
    test: text("テスト用の階層を受け入れる（本番では使わない）", "Accept a test hierarchy (not in production)"),
    revocation: text("失効確認", "Revocation"),
    revocations: {
      none: text("必須にしない（証拠がなくても有効とし、失効は未確認と書く）", "not required (still valid without evidence, and revocation put down as not checked)"),
      leaf: text("証明書について必須", "required for the certificate"),
      chain: text("チェーン全体について必須", "required for the whole chain"),
    },
    policies: text("必須の証明書ポリシー（OID、空白区切り）", "Required policies (OIDs, separated by blanks)"),
    verdict: text("証明書の検証", "Validation of the certificate"),
    states: {
      valid: text("有効", "valid"),
      invalid: text("有効ではありません", "not valid"),
      "expired-within-grace": text("有効期限切れ（猶予期間内。有効ではありません）", "expired, within its grace (not valid)"),
      "not-checked": text("未確認（失効を確認できないため、有効とはしません）", "not checked (revocation cannot be, so it is not called valid)"),
    } as Record<string, Text>,
    page: text(
      "ページの中での検証は画面の前の人のためのもので、サーバーには何も証明しません。サーバーがチャレンジを発行し、同じコンポーネントで検証し直してください。",
      "A verdict in a page is for the person before the screen and proves nothing to a server: have it issue the challenge and validate again with the same component.",
    ),
    chain: text("チェーン（上が信頼する認証局）", "The chain (the anchor on top)"),
    noChain: text("チェーンは見つかりませんでした。", "No chain was found."),
    elsewhere: text("チェーン以外の検査", "Checks beside the chain"),
    work: text("作業量", "Work"),
    works: {
      work: text("作業量（単位）", "units of work"),
      signatures: text("署名検証", "signature checks"),
      names: text("名前制約の照合", "name comparisons"),
      policies: text("ポリシーグラフの節点", "policy nodes"),
    },
    outcomes: {
      passed: text("合格", "passed"),
      failed: text("不合格", "failed"),
      "not-checked": text("未確認", "not checked"),
      noted: text("参考", "noted"),
    },
    counts: text("検査の数", "Checks"),
    validity: text("有効期間", "Valid"),
    key: text("鍵", "Key"),
    signature: text("署名", "Signed with"),
    serial: text("シリアル番号", "Serial number"),
    policiesHeld: text("ポリシー", "Policies"),
    fingerprint: text("フィンガープリント（SHA-256）", "Fingerprint (SHA-256)"),
    unreadable: text("証明書として読めません", "cannot be read as a certificate"),
    holder: text("持ち主についての記載（氏名など）があります。JSONにあります。", "It says who holds it: see the JSON."),
  },
  footer: text(
    "Onshi（オン資）のSDKの実例です。人物・カード・医療機関はすべて架空です。",
    "A live example of the Onshi SDK. All people, cards and institutions are made up.",
  ),
};
