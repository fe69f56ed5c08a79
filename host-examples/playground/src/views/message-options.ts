/** What bears on how a message is read and judged. */
import { html, nothing } from "lit-html";
import type { App, MessageWork } from "../app";
import type { MessageAnswer } from "../analysis/question";
import { parseChart } from "../inputs/kind";
import { t, words } from "../words";
import { ofMessage } from "./dates";
import type { View } from "./parts";
import { timeField } from "./time";

export function messageOptions(app: App, work: MessageWork, answer: MessageAnswer): View {
  const kind = answer.meaning?.kind;
  return html`<div class="options">
    ${kind === "judgement" || kind === "bulk" ? timeField(app, madeAt(answer)) : nothing}
    ${kind === "bulk" ? askedField(app) : nothing} ${nameField(app, work)} ${kind === "judgement" ? chartField(app) : nothing}
  </div>`;
}

function madeAt({ content }: MessageAnswer): string | null {
  const header = (content as { XmlMsg?: { MessageHeader?: { ProcessExecutionTime?: string } } } | null)?.XmlMsg?.MessageHeader;
  return ofMessage(header?.ProcessExecutionTime);
}

function nameField(app: App, work: MessageWork): View {
  const change = (event: Event) => {
    work.fileName = (event.target as HTMLInputElement).value.trim();
    void app.again();
  };
  return html`<p class="field"><label for="file-name">${t(words.fileName)}</label><input id="file-name" type="text" autocomplete="off" spellcheck="false" .value=${work.fileName} @change=${change} /></p>`;
}

function askedField(app: App): View {
  const change = (event: Event) => {
    app.askedOn = (event.target as HTMLInputElement).value;
    void app.again();
  };
  return html`<p class="field"><label for="asked-on">${t(words.askedOn)}</label><input id="asked-on" type="date" .value=${app.askedOn} @change=${change} /></p>`;
}

function chartField(app: App): View {
  const wrong = (text: string) => text.trim() !== "" && parseChart(text) === null;
  const isWrong = wrong(app.chartText);
  const apply = (event: Event) => {
    event.preventDefault();
    const field = document.getElementById("chart") as HTMLTextAreaElement;
    app.chartText = field.value;
    if (wrong(field.value)) field.focus();
    void app.again();
  };
  return html`<details class="field" ?open=${app.chartText !== ""}>
    <summary>${t(words.chart)}</summary>
    <form @submit=${apply}>
      <label for="chart">${t(words.chartLabel)}</label>
      <textarea id="chart" rows="6" autocomplete="off" spellcheck="false" aria-invalid=${isWrong ? "true" : "false"} aria-describedby=${isWrong ? "chart-wrong" : nothing} .value=${app.chartText}></textarea>
      ${isWrong ? html`<p class="error" id="chart-wrong" role="alert">${t(words.chartWrong)}</p>` : nothing}
      <button type="submit" class="button outline">${t(words.chartApply)}</button>
    </form>
  </details>`;
}
