// node reception.mjs DIST RESULT.xml TIME LEAF.der ANCHOR.der
// Reads and judges a face-reader result, then verifies a card's certificate.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { open } from "./onshi.mjs";

const [dist, resultFile, at, leafFile, anchorFile] = process.argv.slice(2);
const invoke = open(`${dist}/onshi.core.wasm`);
const base64 = (file) => readFileSync(file).toString("base64");

const document = invoke("message.read", { fileName: basename(resultFile) }, readFileSync(resultFile));
const judgement = invoke("eligibility.judge", { content: document.content, at });
console.log(`${document.interfaceId}: ${judgement.state.messageJa}`);
console.log(judgement.assurance.messageJa);
for (const { share } of judgement.eligibilities) {
  console.log(`${share.percent}% (${share.source.messageJa})`);
}

const verdict = invoke("certificate.validate", {
  profile: "jpki-auth",
  leaf: base64(leafFile),
  anchors: [base64(anchorFile)],
  at,
  options: { acceptTestHierarchy: true },
});
console.log(`certificate: ${verdict.state}`);
for (const finding of verdict.findings.filter(({ outcome }) => outcome !== "passed")) {
  console.log(`  ${finding.outcome}: ${finding.messageJa}`);
}
