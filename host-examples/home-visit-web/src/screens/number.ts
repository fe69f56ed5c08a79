/** A card was read: the number that the card app shows says that it was beside this screen. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { fill, outline, paragraph, type Screen } from "../view/parts";
import { plain, ruby } from "../view/ruby";
import { number as words } from "../words";

export function number(app: App, reception: Reception): Screen {
  const empty = app.wrong.number;
  const wrong = empty ?? reception.live.wrong?.messageJa;
  return {
    title: words.title,
    step: 3,
    body: [
      paragraph(words.body),
      html`<form id="number" novalidate @submit=${(event: Event) => submit(app, reception, event)}>
        <label class="field">
          <span class="field-label">${ruby(words.label)} <span class="required">※必須</span></span>
          <input name="number" inputmode="numeric" autocomplete="off" maxlength="16" aria-label=${plain(words.label)} aria-invalid=${wrong ? "true" : nothing} aria-describedby=${wrong ? "number-wrong" : nothing} />
        </label>
        ${wrong ? html`<p class="wrong" id="number-wrong">${ruby(wrong.startsWith("＊") ? wrong : `＊${wrong}`)}</p>` : nothing}
      </form>`,
      html`<p class="caution">${ruby(words.caution)}</p>`,
    ],
    actions: [
      outline(words.again, () => void reception.again()),
      fill(words.go, () => document.querySelector<HTMLFormElement>("#number")?.requestSubmit()),
    ],
  };
}

function submit(app: App, reception: Reception, event: Event): void {
  event.preventDefault();
  const typed = String(new FormData(event.target as HTMLFormElement).get("number") ?? "");
  const digits = typed.normalize("NFKC").replace(/\D/g, "");
  app.wrong = digits.length === 6 ? {} : { number: words.empty };
  if (digits.length === 6) {
    (event.target as HTMLFormElement).reset();
    return void reception.say(digits);
  }
  app.changed();
  document.querySelector<HTMLInputElement>("#number input")?.focus();
}
