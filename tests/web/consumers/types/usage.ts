// A program of a vendor's as TypeScript must take it, and mistakes that it must not take.
import init, {
  certificate,
  eligibility,
  initSync,
  invoke,
  message,
  office,
  OnshiError,
  reception,
  version,
  type CertificateRequest,
  type Problem,
  type Situation,
} from "@onshi/web";
import loadCertificates, { certificate as certificateAlone } from "@onshi/web/certificates";

export async function load(bytes: Uint8Array): Promise<string> {
  await init();
  await init(bytes);
  await init(new ArrayBuffer(8));
  initSync(bytes);
  await loadCertificates("/certificates.wasm");
  const told: void = await init(Promise.resolve("/onshi.wasm"));
  void told;
  return version();
}

export function receive(file: Uint8Array, at: string): string {
  const document = message.read(file, { fileName: "OQSsiquc01res_1.xml" });
  if (document.interfaceId === "OQS-IF-002") {
    // By its interface it is known what is in it.
    const { QualificationValidity } = document.content.XmlMsg.MessageBody;
    const validity: string | undefined = QualificationValidity;
    void validity;
    // @ts-expect-error there is no such element
    void document.content.XmlMsg.MessageBody.QualificationValidty;
  }
  const { state, reasons, eligibilities } = eligibility.judge(document.content, at);
  const percent: number | null | undefined = eligibilities[0]?.share.percent;
  return [state.messageJa, percent, ...reasons.map(({ code }) => code)].join();
}

export function verify(request: CertificateRequest): boolean {
  const verdict = certificate.validate(request);
  for (const { outcome, message, messageJa } of verdict.findings) {
    if (outcome === "failed") throw new Error(message + messageJa);
    // @ts-expect-error there are four outcomes, and this is none
    if (outcome === "fine") return true;
  }
  return verdict.state === "valid";
}

export function login(nonce: Uint8Array, leaf: Uint8Array, signature: Uint8Array, at: string): string {
  const challenge = { nonce, audience: "https://clinic.example", issuedAt: at, expiresAt: at };
  const { message, digestInfo } = certificate.challengeToSign(challenge, "rsa-pkcs1-sha256");
  const text: string = message;
  const bytes: Uint8Array | undefined = digestInfo;
  void [text, bytes];
  const request = { profile: "jpki-auth", leaf, anchors: [], at };
  return certificateAlone.authenticate(request, challenge, "rsa-pkcs1-sha256", signature).state;
}

export function flow(situation: Situation, file: Uint8Array, at: string): string {
  const step = reception.begin("face-reader", situation, at);
  const next = reception.advance(step.state, { kind: "arrived", fileName: "a.xml" }, file, at);
  for (const action of next.actions) {
    const published: Uint8Array | null = action.bytes;
    void published;
  }
  return next.phase.messageJa;
}

export function explain(attempt: () => void): string {
  try {
    attempt();
    return "";
  } catch (error) {
    if (!(error instanceof OnshiError)) throw error;
    const problems: Problem[] = error.problems;
    const line: number | undefined = error.place.line;
    return [error.code, line, error.message, error.messageJa, problems.length].join();
  }
}

export const sheet = office.daySheet({ date: "2026-11-24" }, "2026-11-24T18:00:00+09:00");

const answer: unknown = invoke("identifier.fold-width", { text: "1" });
void answer;

// What must not pass.

// @ts-expect-error nothing is to be freed
sheet.free();
// @ts-expect-error a time is a text
certificate.issueChallenge("https://clinic.example", 1_795_219_205, 300);
// @ts-expect-error a number of seconds is no bigint
certificate.issueChallenge("https://clinic.example", "2026-11-24T09:00:00+09:00", 300n);
// @ts-expect-error bytes are no text
message.read("<XmlMsg/>");
// @ts-expect-error there is no such option
message.read(new Uint8Array(), { filename: "OQSsiquc01res_1.xml" });
// @ts-expect-error there is no such flow
reception.begin("by-nmuber", { institution: "1311234566" }, "2026-11-24T09:00:00+09:00");
// @ts-expect-error an institution is required
reception.begin("face-reader", {}, "2026-11-24T09:00:00+09:00");
// @ts-expect-error a suffix is required
message.build("OQS-IF-001", { MessageHeader: {}, MessageBody: {} }, {});
// @ts-expect-error a request has a leaf
certificate.validate({ profile: "jpki-auth", anchors: [], at: "2026-11-24T09:00:00+09:00" });
// @ts-expect-error what `invoke` gives is not known
invoke("identifier.fold-width", { text: "1" }).length;
// @ts-expect-error an entry with certificates alone has no messages
void import("@onshi/web/certificates").then(({ message }) => message);
// @ts-expect-error a number does not say where the module is
void init(5);
