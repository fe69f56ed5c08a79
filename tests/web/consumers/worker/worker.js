import init, { eligibility, message } from "@onshi/web";

self.onmessage = async ({ data }) => {
  await init();
  const file = new Uint8Array(await (await fetch(data)).arrayBuffer());
  const { state } = eligibility.judge(message.read(file).content, "2026-11-24T09:00:00+09:00");
  self.postMessage(state.messageJa);
};
