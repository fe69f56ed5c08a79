import init, { eligibility, message } from "@onshi/web";
import url from "@onshi/web/onshi.wasm";

await init(url);
const file = new Uint8Array(await (await fetch("/result.xml")).arrayBuffer());
const { state } = eligibility.judge(message.read(file).content, "2026-11-24T09:00:00+09:00");

// Not the package's: how the page shows it.
document.querySelector("output").textContent = state.messageJa;
