/** The ways in: dropping, choosing, pasting, samples. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { recogniseText } from "../inputs/kind";
import { CERTIFICATES, MESSAGES, type Sample } from "../inputs/samples";
import { t, words, type Text } from "../words";
import { toResult, type View } from "./parts";

/** Something was put in by somebody: where its result stands is shown. */
async function taken(taking: Promise<void>): Promise<void> {
  await taking;
  // Once it stands there.
  await new Promise(requestAnimationFrame);
  const heading = document.getElementById("result");
  if (!heading) return;
  heading.focus({ preventScroll: true });
  const { top } = heading.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) heading.scrollIntoView({ block: "start" });
}

export const take = (app: App, files: File[]): Promise<void> => taken(app.takeFiles(files));

export function input(app: App): View {
  const picked = (event: Event) => {
    const field = event.target as HTMLInputElement;
    const files = Array.from(field.files ?? []);
    // So that the same file can be chosen again, and its name does not stay in the form.
    field.value = "";
    if (files.length > 0) void take(app, files);
  };
  const clear = () => {
    app.clear();
    toResult();
  };
  const choose = () => document.getElementById("files")?.click();
  return html`<section class="input" aria-labelledby="input">
    <h2 id="input">${t(words.input)}</h2>
    <div class="drop" id="drop">
      <p class="drop-title">${t(words.drop)}</p>
      <button type="button" class="button fill" @click=${choose}>${t(words.choose)}</button>
      <input id="files" type="file" multiple hidden @change=${picked} />
      <p class="support">${t(words.dropKinds)}</p>
    </div>
    ${paste(app)} ${samples(app)}
    ${app.work || app.chartText !== "" ? html`<p><button type="button" class="button outline" @click=${clear}>${t(words.clear)}</button></p>` : nothing}
  </section>`;
}

function paste(app: App): View {
  const read = (event: Event) => {
    event.preventDefault();
    const text = document.getElementById("pasted") as HTMLTextAreaElement;
    const name = document.getElementById("pasted-name") as HTMLInputElement;
    const isEmpty = text.value.trim() === "";
    text.setAttribute("aria-invalid", String(isEmpty));
    const error = document.getElementById("pasted-error");
    if (error) error.hidden = !isEmpty;
    if (isEmpty) {
      text.focus();
      return;
    }
    void taken(recogniseText(text.value, name.value.trim()).then((dropped) => app.take([dropped])));
    text.value = "";
  };
  return html`<details class="field">
    <summary>${t(words.paste)}</summary>
    <form @submit=${read}>
      <label for="pasted">${t(words.pasteLabel)}</label>
      <textarea id="pasted" rows="5" autocomplete="off" spellcheck="false" aria-describedby="pasted-error"></textarea>
      <p class="error" id="pasted-error" hidden>${t(words.pasteEmpty)}</p>
      <label for="pasted-name">${t(words.pasteName)}</label>
      <input id="pasted-name" type="text" autocomplete="off" spellcheck="false" />
      <button type="submit" class="button outline">${t(words.pasteRead)}</button>
    </form>
  </details>`;
}

function samples(app: App): View {
  const group = (title: Text, list: Sample[]) => html`<h4>${t(title)}</h4>
    <ul class="samples">
      ${list.map((sample) => html`<li><button type="button" class="button sample" id="sample-${sample.id}" @click=${() => void taken(app.takeSample(sample))}>${t(sample.name)}</button></li>`)}
    </ul>`;
  return html`<h3>${t(words.samples)}</h3>
    <p class="support">${t(words.samplesNote)}</p>
    ${group(words.sampleMessages, MESSAGES)} ${group(words.sampleCertificates, CERTIFICATES)}`;
}
