// node memory.mjs CORE.wasm: has a message read, and counts in how many places of the
// memory a name of it stands afterwards.
import { readFileSync } from "node:fs";

const NAME = "SECRETNAME";
const INVOKE = "onshi:sdk/facade@0.1.0#invoke";
const message = `<XmlMsg><MessageHeader/><MessageBody><Name>${NAME}</Name></MessageBody></XmlMsg>`;

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const unused = () => { throw new Error("nothing here needs randomness"); };
const imports = { "wasi:random/random@0.2.0": { "get-random-bytes": unused } };
const wasm = new WebAssembly.Instance(module, imports).exports;

const place = (text) => {
  const bytes = new TextEncoder().encode(text);
  const at = wasm.cabi_realloc(0, 0, 1, bytes.length);
  new Uint8Array(wasm.memory.buffer).set(bytes, at);
  return [at, bytes.length];
};
const places = () => Buffer.from(wasm.memory.buffer).toString("latin1").split(NAME).length - 1;

const input = JSON.stringify({ fileName: "OQSsiquc01res_1.xml" });
const result = wasm[INVOKE](...["message.read", input, message].flatMap(place));
const [, at, length] = new Uint32Array(wasm.memory.buffer, result, 3);
const answer = new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, at, length));
wasm[`cabi_post_${INVOKE}`](result);
console.log(`in the answer: ${answer.includes(NAME)}, left: ${places()}`);
