import init, { eligibility, message } from "@onshi/web";

/** What the browser does, once the page is there. */
export async function judge(file) {
  await init();
  return eligibility.judge(message.read(file).content, "2026-11-24T09:00:00+09:00").state.messageJa;
}

// Not the package's: what the server renders, for which nothing has to be loaded.
export const render = () => "<output>読み込んでいます。</output>";
