import init, { eligibility, message } from "@onshi/web";

async function judge(file) {
  await init();
  return eligibility.judge(message.read(file).content, "2026-11-24T09:00:00+09:00").state.messageJa;
}

// Not the package's: what the runtime calls.
export default { fetch: async (request) => new Response(await judge(await request.bytes())) };
