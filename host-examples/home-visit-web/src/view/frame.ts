/** What is the same on every screen: whose page it is, what is not sent, where help is. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { App } from "../app";
import { banner, paragraph, quiet, type Screen } from "./parts";
import { isEasy, plain, ruby, setEasy } from "./ruby";
import { page } from "../words";

export function frame(app: App, screen: Screen): TemplateResult {
  return html`
    ${app.about?.testHierarchy ? html`<p class="test-cards" role="note">${ruby(page.testCards)}</p>` : nothing}
    <a class="skip" href="#main">${page.skip}</a>
    ${header(app)}
    <main id="main" tabindex="-1">
      ${screen.back ? html`<p class="back"><button type="button" class="button text" @click=${screen.back}><span aria-hidden="true">‹</span> ${page.back}</button></p>` : nothing}
      ${screen.step === undefined || app.reception?.kept.purpose !== "register" ? nothing : steps(screen.step)}
      <h1 tabindex="-1">${ruby(screen.title)}</h1>
      ${unsent(app)} ${screen.body}
      ${screen.actions === undefined ? nothing : html`<div class="actions">${screen.actions}</div>`}
    </main>
    <p class="spoken" role="status" aria-live="polite">${app.said}</p>
    ${footer(app)}
  `;
}

function header(app: App): TemplateResult {
  const { place, around } = app;
  return html`<header class="site">
    <p class="site-care">${ruby(page.care[around.care])}</p>
    <p class="site-name">${place?.institutionName ?? plain(page.name)}</p>
    ${place ? html`<p class="site-code">${ruby(page.code)} <span class="digits">${place.institution}</span></p>` : nothing}
    <button type="button" class="easy" aria-pressed=${isEasy() ? "true" : "false"} @click=${() => toggle(app)}>やさしい<ruby>日本語<rp>（</rp><rt>にほんご</rt><rp>）</rp></ruby></button>
  </header>`;
}

function toggle(app: App): void {
  setEasy(!isEasy());
  app.changed();
}

/** Never in doubt: what is here and not there yet. */
function unsent(app: App): TemplateResult {
  const { reception } = app;
  // What was refused does not go on by itself.
  const over = reception?.stopped || reception?.inquiry.outcome?.kind === "refused";
  const failed = over ? undefined : reception?.live.unsent;
  return html`<div class="unsent" aria-live="polite">${failed ? what(app, failed) : nothing}</div>`;
}

function what(app: App, failed: "line" | "busy"): TemplateResult {
  const sealed = app.around.vault.mode === "sealed" && !app.reception?.live.unkept;
  const body = failed === "busy" ? page.unsentBusy : sealed ? page.unsentLine : page.unsentMemory;
  return banner("warning", heading(app), [
    paragraph(body),
    failed === "line" ? html`<p class="support">${ruby(page.wifi)}</p>` : nothing,
    quiet(page.tryNow, () => void app.reception?.go()),
  ]);
}

function heading({ reception }: App): string {
  if (reception?.kept.card.registered) return page.unheard;
  const sends = reception?.kept.consents ?? reception?.kept.cancelBy;
  return sends === undefined ? page.noLine : page.unsent;
}

/** Of a registration alone: elsewhere nobody consented, or no card was read. */
function steps(current: number): TemplateResult {
  const all = page.steps;
  return html`<nav class="steps" aria-label="手続きの段階">
    <p class="spoken">全${all.length}ステップ中、${current}ステップ目</p>
    <ol>
      ${all.map((name, index) => {
        const state = index + 1 === current ? "current" : index + 1 < current ? "done" : "ahead";
        return html`<li class=${state} aria-current=${index + 1 === current ? "step" : nothing}>
          <span class="step-number" aria-hidden="true">${state === "done" ? "✓" : index + 1}</span>
          <span class="step-name">${ruby(name)}</span>${state === "done" ? html`<span class="spoken">（終わり）</span>` : nothing}
        </li>`;
      })}
    </ol>
  </nav>`;
}

function footer(app: App): TemplateResult {
  const aside = ["help", "pin", "no-card", "official", "sight", "resume"].includes(app.screen);
  return html`<footer class="site">
    <p class="safety">${ruby(page.asks)}</p>
    ${aside || app.screen === "front"
      ? nothing
      : html`<p class="footer-links">
          ${quiet(page.help, () => app.go("help"))}
          ${app.reception ? nothing : quiet(page.resume, () => app.go("resume"))}
        </p>`}
  </footer>`;
}

