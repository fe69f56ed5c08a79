// Onshi in Node: the core module through the canonical ABI, nothing to install.
//
// Why not the component through jco: its glue is 121 KB and 4.6 µs a call, and
// 533 MB of node_modules make it. The same module runs as it is: strings go in
// through `cabi_realloc`, and `invoke` answers with two words in memory.
import { readFileSync } from "node:fs";

const FACADE = "onshi:sdk/facade@0.1.0#invoke";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// An instance that grew larger than this is not used again.
const IDLE_MEMORY = 4 << 20;

/** Opens `onshi.core.wasm`; gives `invoke(operation, input, payload)`. */
export function open(path) {
  const module = new WebAssembly.Module(readFileSync(path));
  let idle; // what the last call left: its memory is wiped after every answer
  return function invoke(operation, input, payload = new Uint8Array()) {
    const wasm = idle ?? instance(module);
    idle = undefined; // an instance whose call does not return is not used again
    const result = wasm[FACADE](
      ...text(wasm, operation), ...text(wasm, JSON.stringify(input)), ...place(wasm, payload));
    const [failed, at, length] = new Uint32Array(wasm.memory.buffer, result, 3);
    const answer = JSON.parse(decoder.decode(new Uint8Array(wasm.memory.buffer, at, length)));
    wasm[`cabi_post_${FACADE}`](result);
    if (wasm.memory.buffer.byteLength <= IDLE_MEMORY) idle = wasm;
    if (failed & 0xff) throw new OnshiError(answer);
    return answer;
  };
}

function instance(module) {
  const random = (length, result) => {
    const list = place(wasm, crypto.getRandomValues(new Uint8Array(Number(length))));
    new Uint32Array(wasm.memory.buffer, result, 2).set(list);
  };
  const imports = { "wasi:random/random@0.2.0": { "get-random-bytes": random } };
  const wasm = new WebAssembly.Instance(module, imports).exports;
  return wasm;
}

function place(wasm, bytes) {
  const at = wasm.cabi_realloc(0, 0, 1, bytes.length);
  new Uint8Array(wasm.memory.buffer).set(bytes, at);
  return [at, bytes.length];
}

const text = (wasm, string) => place(wasm, encoder.encode(string));

/** What the core says is wrong: `problems` with code, place and both languages. */
export class OnshiError extends Error {
  constructor(problems) {
    super(problems.map((problem) => `${problem.code}: ${problem.messageJa}`).join("\n"));
    this.name = "OnshiError";
    this.problems = problems;
  }
}
