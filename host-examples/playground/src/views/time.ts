/** At which time it is judged. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { t, words } from "../words";
import type { View } from "./parts";

/** `offered` is the time of the message, where it says one. */
export function timeField(app: App, offered: string | null): View {
  const change = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    if (value === "") app.tell(t(words.atWrong));
    else app.judgeAt(value.length === 16 ? `${value}:00` : value);
  };
  return html`<div class="field">
    <label for="at">${t(words.at)}</label>
    <div class="row">
      <input id="at" type="datetime-local" step="1" .value=${app.at} @change=${change} />
      <button type="button" class="button outline" @click=${() => app.judgeNow()}>${t(words.atNow)}</button>
      ${offered && offered !== app.at ? html`<button type="button" class="button outline" @click=${() => app.judgeAt(offered)}>${t(words.atMessage)}</button>` : nothing}
    </div>
  </div>`;
}
