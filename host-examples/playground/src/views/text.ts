/** Text to look at and to copy: JSON and code. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { t, words } from "../words";
import { scrolling, type View } from "./parts";

/** Characters of JSON that are shown. */
const SHOWN = 60_000;

function copyButton(app: App, text: () => string): View {
  const copy = () => {
    navigator.clipboard.writeText(text()).then(
      () => app.tell(t(words.copied)),
      () => app.tell(t(words.notCopied)),
    );
  };
  return html`<p><button type="button" class="button outline" @click=${copy}>${t(words.copy)}</button></p>`;
}

export function json(app: App, value: unknown): View {
  const text = JSON.stringify(value, null, 2) ?? "null";
  return html`
    ${copyButton(app, () => text)} ${text.length > SHOWN ? html`<p class="support">${t(words.jsonCut)}</p>` : nothing}
    ${scrolling(t(words.jsonLabel), html`<pre class="listing"><code>${text.slice(0, SHOWN)}</code></pre>`)}
  `;
}

export const snippet = (app: App, text: string, note: string): View => html`<section class="snippet" aria-labelledby="code">
  <h3 id="code">${t(words.code)}</h3>
  <p class="support">${note}</p>
  ${scrolling(t(words.code), html`<pre class="listing" id="snippet" lang="en" translate="no"><code>${text}</code></pre>`)}
  ${copyButton(app, () => text)}
</section>`;
