// node relay.mjs DIST: answers calls, a JSON line each, as the vectors' runner asks them.
import { createInterface } from "node:readline";
import { open, OnshiError } from "../../host-examples/node/onshi.mjs";

const invoke = open(`${process.argv[2]}/onshi.core.wasm`);

for await (const line of createInterface({ input: process.stdin })) {
  const { operation, input, payload } = JSON.parse(line);
  let answer;
  try {
    answer = { answer: invoke(operation, input, Buffer.from(payload, "base64")) };
  } catch (error) {
    if (!(error instanceof OnshiError)) throw error;
    answer = { problems: error.problems };
  }
  console.log(JSON.stringify(answer));
}
