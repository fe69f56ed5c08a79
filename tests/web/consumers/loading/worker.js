import { eligibility, initSync, message } from "./node_modules/@onshi/web/index.js";

self.onmessage = ({ data: { module, file, at } }) => {
  initSync(module);
  self.postMessage(eligibility.judge(message.read(file).content, at).state.messageJa);
};
