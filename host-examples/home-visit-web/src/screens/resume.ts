/** A short code takes a reception on, on another device or after all was closed. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { fill, paragraph, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { resume as words } from "../words";

export function resume(app: App): Screen {
  const wrong = app.wrong.code;
  return {
    title: words.title,
    back: app.back,
    body: [
      paragraph(words.support),
      html`<form id="resume" novalidate @submit=${(event: Event) => void submit(app, event)}>
        <label class="field">
          <span class="field-label">${ruby(words.label)} <span class="required">※必須</span></span>
          <input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="16" aria-invalid=${wrong ? "true" : nothing} aria-describedby=${wrong ? "code-wrong" : nothing} />
        </label>
        ${wrong ? html`<p class="wrong" id="code-wrong">${ruby(wrong)}</p>` : nothing}
      </form>`,
    ],
    actions: fill(words.go, () => document.querySelector<HTMLFormElement>("#resume")?.requestSubmit()),
  };
}

async function submit(app: App, event: Event): Promise<void> {
  event.preventDefault();
  const code = String(new FormData(event.target as HTMLFormElement).get("code") ?? "").trim();
  const trouble = code === "" ? words.empty : await app.offer(code);
  if (!trouble) return;
  app.wrong = { code: trouble.startsWith("＊") ? trouble : `＊${trouble}` };
  app.changed();
  document.querySelector<HTMLInputElement>("#resume input")?.focus();
}
