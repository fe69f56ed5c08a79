import { readFile } from "node:fs/promises";
import init, { eligibility, message } from "@onshi/web";

await init();
const { content } = message.read(await readFile(process.argv[2]));
console.log(eligibility.judge(content, "2026-11-24T09:00:00+09:00").state.messageJa);
