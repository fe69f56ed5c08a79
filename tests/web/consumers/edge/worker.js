import init, { eligibility, message } from "@onshi/web";

export default {
  async fetch(request) {
    await init();
    const { content } = message.read(new Uint8Array(await request.arrayBuffer()));
    return new Response(eligibility.judge(content, "2026-11-24T09:00:00+09:00").state.messageJa);
  },
};
