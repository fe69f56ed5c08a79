/** A code from elsewhere: what it would open, and whether that is wanted. Nothing is opened before. */
import { html } from "lit-html";
import type { App } from "../app";
import { showInstant } from "../view/dates";
import { banner, fact, fill, outline, type Screen } from "../view/parts";
import { offered as words, page } from "../words";

export function offered(app: App): Screen {
  const { offered: found, wrong } = app;
  if (!found) return { title: words.title, body: banner("error", wrong.offered ?? words.gone), actions: fill(words.no, () => app.show("start")) };
  return {
    title: words.title,
    body: [
      banner("warning", words.caution),
      html`<dl class="facts">
        ${fact(words.institution, found.institutionName)}
        ${fact(words.care, page.care[found.care].replace(/\{([^|{}]+)\|[^|{}]+\}/g, "$1"))}
        ${fact(words.begun, showInstant(found.begunAt))}
      </dl>`,
      wrong.offered ? banner("error", wrong.offered) : "",
    ],
    actions: [outline(words.yes, () => void app.takeOffered()), fill(words.no, () => app.leaveOffered())],
  };
}
