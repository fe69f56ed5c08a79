/** Tabs as the ARIA practices have them: arrows move, and what is moved to is shown. */
import { html } from "lit-html";
import type { App } from "../app";
import { t, words } from "../words";
import type { View } from "./parts";

export interface Tab {
  id: string;
  name: string;
  body: () => View;
  /** What is done once it stands there. */
  shown?: () => void;
}

export function tabs(app: App, list: Tab[]): View {
  const current = list.find(({ id }) => id === app.tab) ?? list[0];
  if (!current) return html``;
  const choose = (tab: Tab) => {
    app.show(tab.id);
    const { shown } = tab;
    if (shown) requestAnimationFrame(shown);
  };
  const move = (event: KeyboardEvent) => {
    const at = list.indexOf(current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + list.length, Home: 0, End: list.length - 1 }[event.key];
    const next = to === undefined ? undefined : list[to % list.length];
    if (!next) return;
    event.preventDefault();
    choose(next);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${t(words.tabs.label)} @keydown=${move}>
      ${list.map(
        (tab) => html`<button type="button" role="tab" id="tab-${tab.id}" class="tab" aria-controls="panel" aria-selected=${tab.id === current.id ? "true" : "false"} tabindex=${tab.id === current.id ? "0" : "-1"} @click=${() => choose(tab)}>${tab.name}</button>`,
      )}
    </div>
    <div class="panel" id="panel" role="tabpanel" tabindex="0" aria-labelledby="tab-${current.id}"><h3 class="spoken">${current.name}</h3>${current.body()}</div>
  `;
}
