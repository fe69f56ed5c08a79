/** The page as a whole: what it promises, the ways in, and the result. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { currentLanguage, speak, t, words, type Language } from "../words";
import { input } from "./input";
import { messageView } from "./message";
import { banner, listed, toResult, type View } from "./parts";
import { problemList } from "./problems";
import { trustView } from "./trust";

export function frame(app: App): View {
  return html`
    <a class="skip" href="#result" @click=${skip}>${t(words.skip)}</a>
    ${header(app)}
    <main class="columns">
      ${input(app)}
      <section class="result" aria-labelledby="result">
        <h2 id="result" tabindex="-1">${t(words.result)}</h2>
        ${result(app)}
      </section>
    </main>
    <p class="spoken" id="status" role="status" aria-live="polite">${app.status}</p>
    <footer class="footer">
      <p>${t(words.footer)}</p>
      <p class="support">${app.version === null ? t(words.loading) : `${t(words.loaded)} ${app.version}`}</p>
    </footer>
  `;
}

/** Without writing into the address. */
function skip(event: Event): void {
  event.preventDefault();
  toResult();
}

function header(app: App): View {
  const button = (language: Language, name: string) => {
    const choose = () => {
      speak(language);
      app.changed();
    };
    return html`<button type="button" class="language" lang=${language} aria-pressed=${currentLanguage() === language ? "true" : "false"} @click=${choose}>${name}</button>`;
  };
  return html`<header class="header">
    <div class="header-row">
      <h1>${t(words.title)}</h1>
      <div class="languages" role="group" aria-label=${t(words.language)}>${button("ja", "日本語")}${button("en", "English")}</div>
    </div>
    <p class="subtitle">${t(words.subtitle)}</p>
    <div class="private">
      <p><strong>${t(words.private)}</strong></p>
      <details>
        <summary>${t(words.privateHow)}</summary>
        <ul class="list">${words.privateChecks.map((check) => html`<li>${t(check)}</li>`)}</ul>
      </details>
    </div>
  </header>`;
}

function result(app: App): View {
  if (app.failure) return html`${banner("bad", t(words.notLoaded))}${problemList(app.failure)}`;
  const { work } = app;
  if (!work) return html`<p class="empty">${t(app.chartText === "" ? words.nothingYet : words.chartAlone)}</p>`;
  return html`${app.isReading ? reading(app) : nothing}
    <div class="outcome-body" aria-busy=${app.isReading ? "true" : "false"}>${work.kind === "message" ? messageView(app, work) : trustView(app, work)}</div>`;
}

function reading(app: App): View {
  const { progress } = app;
  const stop = () => {
    app.stop();
    toResult();
  };
  const share = progress ? Math.floor((100 * progress.bytes) / progress.of) : null;
  return html`<div class="reading">
    <label for="progress">${t(words.reading)}</label>
    <progress id="progress" max="100" value=${share ?? nothing}></progress>
    ${progress ? html`<p class="support digits">${listed([`${share}%`, `${progress.persons.toLocaleString()} ${t(words.persons)}`])}</p>` : nothing}
    <button type="button" class="button outline" @click=${stop}>${t(words.cancel)}</button>
  </div>`;
}
