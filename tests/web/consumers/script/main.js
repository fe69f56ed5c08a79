import init, { eligibility, message } from "./node_modules/@onshi/web/index.js";

await init();
const file = new Uint8Array(await (await fetch("/result.xml")).arrayBuffer());
const { state } = eligibility.judge(message.read(file).content, "2026-11-24T09:00:00+09:00");
document.querySelector("output").textContent = state.messageJa;
