/** Each kind of information by itself. */
import { html } from "lit-html";
import type { App } from "../app";
import { fill, type Screen } from "../view/parts";
import { plain, ruby } from "../view/ruby";
import { consent, items as words } from "../words";
import { draft } from "./consent";

export function items(app: App): Screen {
  const chosen = app.reception?.kept.draft ?? {};
  return {
    title: words.title,
    step: 1,
    back: app.back,
    body: html`<form id="items" @submit=${(event: Event) => submit(app, event)}>
      <fieldset>
        <legend>${ruby(words.support)}</legend>
        ${(app.place?.consents ?? []).map(
          ({ id, messageJa }) => html`<label class="check">
            <input type="checkbox" name=${id} .checked=${chosen[id] ?? false} aria-label=${`${messageJa} ${plain(consent.details[id] ?? "")}`} />
            <span><b>${messageJa}</b><br /><span class="support">${ruby(consent.details[id] ?? "")}</span></span>
          </label>`,
        )}
      </fieldset>
    </form>`,
    actions: fill(words.go, () => document.querySelector<HTMLFormElement>("#items")?.requestSubmit()),
  };
}

function submit(app: App, event: Event): void {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const kinds = app.place?.consents ?? [];
  draft(app, Object.fromEntries(kinds.map(({ id }) => [id, form.has(id)])));
}
