import { parentPort, workerData } from "node:worker_threads";
import { eligibility, initSync, message } from "@onshi/web";

initSync(workerData.module);
const { content } = message.read(workerData.file);
parentPort.postMessage(eligibility.judge(content, workerData.at).state.messageJa);
