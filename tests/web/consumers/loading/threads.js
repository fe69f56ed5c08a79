// node threads.js RESULT.xml TIME
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";

const [file, at] = process.argv.slice(2);
const bytes = readFileSync(new URL("./node_modules/@onshi/web/onshi.wasm", import.meta.url));
const workerData = { module: new WebAssembly.Module(bytes), file: readFileSync(file), at };
new Worker(new URL("./thread.js", import.meta.url), { workerData }).on("message", console.log);
