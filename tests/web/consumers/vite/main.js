import init, { eligibility, message } from "@onshi/web";

await init();
const file = new Uint8Array(await (await fetch("/result.xml")).arrayBuffer());
const { state } = eligibility.judge(message.read(file).content, "2026-11-24T09:00:00+09:00");
document.querySelector("output").textContent = state.messageJa;
