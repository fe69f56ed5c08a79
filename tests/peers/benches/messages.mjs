// node messages.mjs CORE.wasm LIST.json: reads a message TIMES times for every line
// "READER NUMBER TIMES" of the standard input, and answers with the nanoseconds. Both
// readers begin with bytes and end with an object; packages are looked for in the
// folder that ONSHI_NODE_PACKAGES names.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

const [core, list] = process.argv.slice(2);
const files = JSON.parse(readFileSync(list, "utf8")).map((file, number) => ({
  ...file,
  bytes: new Uint8Array(readFileSync(join(dirname(list), String(number)))),
}));

const INVOKE = "onshi:sdk/facade@0.1.0#invoke";
const module = new WebAssembly.Module(readFileSync(core));
const unused = () => { throw new Error("nothing here needs randomness"); };
const imports = { "wasi:random/random@0.2.0": { "get-random-bytes": unused } };
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const operation = encoder.encode("message.read");

// An instance is used again where it is small, as in `host-examples/node`.
let idle;
function onshi({ fileName, bytes }) {
  const wasm = idle ?? new WebAssembly.Instance(module, imports).exports;
  idle = undefined;
  const options = encoder.encode(JSON.stringify({ fileName }));
  const result = wasm[INVOKE](...place(wasm, operation), ...place(wasm, options), ...place(wasm, bytes));
  const [failed, at, length] = new Uint32Array(wasm.memory.buffer, result, 3);
  const answer = decoder.decode(new Uint8Array(wasm.memory.buffer, at, length));
  wasm[`cabi_post_${INVOKE}`](result);
  if (wasm.memory.buffer.byteLength <= 4 << 20) idle = wasm;
  if (failed & 0xff) throw new Error(answer);
  return JSON.parse(answer).content;
}

function place(wasm, bytes) {
  const at = wasm.cabi_realloc(0, 0, 1, bytes.length);
  new Uint8Array(wasm.memory.buffer).set(bytes, at);
  return [at, bytes.length];
}

function fastXmlParser() {
  const folder = process.env.ONSHI_NODE_PACKAGES;
  if (!folder) return undefined;
  let XMLParser;
  try {
    ({ XMLParser } = createRequire(join(folder, "/"))("fast-xml-parser"));
  } catch {
    return undefined;
  }
  // Values are strings, exactly as sent.
  const parser = new XMLParser({ parseTagValue: false, trimValues: false });
  const decoders = { "UTF-8": decoder, Shift_JIS: new TextDecoder("Shift_JIS") };
  return ({ encoding, bytes }) => parser.parse(decoders[encoding].decode(bytes));
}

const readers = { "baseline in V8": onshi, "fast-xml-parser": fastXmlParser() };

const persons = ({ XmlMsg: { MessageBody: body } }) => {
  const lists = [body.ResultList, body.BulkConfirmUnit].flat().filter(Boolean);
  const results = lists.flatMap((one) => [one.ResultOfQualificationConfirmation].flat());
  return results.filter((result) => result.PostNumber === "100-0000").length;
};

for await (const line of createInterface({ input: process.stdin })) {
  const [, reader, number, times] = /^(.*) (\d+) (\d+)$/.exec(line);
  const file = files[Number(number)];
  const read = readers[reader];
  if (!read) {
    console.log("none");
    continue;
  }
  const start = process.hrtime.bigint();
  let message;
  for (let time = 0; time < Number(times); time++) message = read(file);
  const time = process.hrtime.bigint() - start;
  if (persons(message) !== file.persons) throw new Error(`${reader}: not everybody was read`);
  console.log(String(time));
}
