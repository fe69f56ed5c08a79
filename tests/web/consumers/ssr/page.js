import init, { eligibility, message } from "@onshi/web";

/** What the server renders: nothing has to be loaded for it. */
export const render = () => "<output>読み込んでいます。</output>";

/** What the browser does with it. */
export async function hydrate(output) {
  await init();
  const file = new Uint8Array(await (await fetch("/result.xml")).arrayBuffer());
  const { state } = eligibility.judge(message.read(file).content, "2026-11-24T09:00:00+09:00");
  output.textContent = state.messageJa;
}
