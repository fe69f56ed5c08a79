// node v8.mjs CORE.wasm OPERATIONS.json: runs the operation whose number is on a
// line of the standard input, once, and answers with its nanoseconds.
//
// A signature is checked in an instance that stays; a login has one of its own,
// as every call has in `host-examples/node`.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [core, file] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(core));
const unused = () => { throw new Error("nothing here needs randomness"); };
const imports = { "wasi:random/random@0.2.0": { "get-random-bytes": unused } };
const instantiate = () => new WebAssembly.Instance(module, imports).exports;
const kept = instantiate();

const VERIFY = "onshi:sdk/certificate@0.1.0#verify-signature";
const INVOKE = "onshi:sdk/facade@0.1.0#invoke";
const bytes = (value) => (typeof value === "string" ? new TextEncoder().encode(value) : Uint8Array.from(value));
const place = (wasm, list) => {
  const at = wasm.cabi_realloc(0, 0, 1, list.length);
  new Uint8Array(wasm.memory.buffer).set(list, at);
  return [at, list.length];
};

function verify({ key, algorithm, message, signature }) {
  const parameters = [key, algorithm, message, signature].flatMap((list) => place(kept, list));
  const result = kept[VERIFY](...parameters);
  // The discriminant, and at four bytes' distance the boolean.
  const answer = new Uint8Array(kept.memory.buffer, result, 5);
  const right = answer[0] === 0 && answer[4] === 1;
  kept[`cabi_post_${VERIFY}`]?.(result);
  return right;
}

function login({ input }) {
  const wasm = instantiate();
  const parameters = [bytes("certificate.authenticate"), input, bytes("")].flatMap((list) => place(wasm, list));
  const result = wasm[INVOKE](...parameters);
  const [failed, at, length] = new Uint32Array(wasm.memory.buffer, result, 3);
  const answer = JSON.parse(new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, at, length)));
  return !(failed & 0xff) && answer.state === "valid";
}

const operations = JSON.parse(readFileSync(file, "utf8")).map((operation) => {
  const members = Object.entries(operation).map(([name, value]) => [name, bytes(value)]);
  const prepared = Object.fromEntries(members);
  return () => (prepared.input ? login(prepared) : verify(prepared));
});

for await (const line of createInterface({ input: process.stdin })) {
  const start = process.hrtime.bigint();
  const right = operations[Number(line)]();
  const time = process.hrtime.bigint() - start;
  if (!right) throw new Error(`operation ${line} went wrong`);
  console.log(String(time));
}
