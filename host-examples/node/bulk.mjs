// node bulk.mjs DIST RESULT.xml TIME
// A 一括照会 result of any size: read part by part and judged person by person, in
// memory that does not grow with the file.
import { openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { open } from "./onshi.mjs";

const PIECE = 256 * 1024;

const [dist, resultFile, at] = process.argv.slice(2);
const invoke = open(`${dist}/onshi.core.wasm`);

/** Messages of their own, each with the header and some of the persons. */
function* parts(file) {
  const from = openSync(file);
  const piece = new Uint8Array(PIECE);
  const fileName = basename(file);
  let progress = ""; // what is left over of a piece: patients' data, for memory alone
  while (progress !== null) { // a piece without bytes is the end
    const bytes = piece.subarray(0, readSync(from, piece));
    const part = invoke("message.read-part", { progress, fileName }, bytes);
    progress = part.progress;
    yield part.document;
  }
}

// Read once for that alone: what breaks off, or says something else of itself further on, is
// refused before anybody's result is told.
for (const _ of parts(resultFile));

for (const { interfaceId, content } of parts(resultFile)) {
  const { units } = invoke("eligibility.judge-units", { interfaceId, content, at });
  for (const { arbitraryIdentifier, judgement } of units) {
    console.log(`${arbitraryIdentifier}: ${judgement.state.messageJa}`);
  }
}
