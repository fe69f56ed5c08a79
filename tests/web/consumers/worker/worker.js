import init, { eligibility, message } from "@onshi/web";

self.onmessage = async ({ data: { file, at } }) => {
  await init();
  self.postMessage(eligibility.judge(message.read(file).content, at).state.messageJa);
};
