// node run.js SCENARIO URL
import * as scenarios from "./scenarios.js";

const [scenario, url] = process.argv.slice(2);
if (scenario === "noWebAssembly") delete globalThis.WebAssembly;
const onshi = await import("@onshi/web");
process.stdout.write(JSON.stringify(await scenarios[scenario](onshi, url)));
