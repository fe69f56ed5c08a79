/** Online care: for which day the consent is. Three numeric fields, and what they come to. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { dateInJapan, showDate, typedDate } from "../view/dates";
import { fill, outline, paragraph, type Screen } from "../view/parts";
import { plain, ruby } from "../view/ruby";
import { date as words } from "../words";

const FIELDS = ["year", "month", "day"] as const;

export function date(app: App): Screen {
  const today = dateInJapan(app.around.clock.millis());
  const known = (app.reception?.kept.examinationDate ?? today).split("-");
  const wrong = app.wrong.date;
  return {
    title: words.title,
    step: 1,
    back: app.back,
    body: [
      paragraph(words.support),
      html`<form id="date" novalidate @submit=${(event: Event) => submit(app, event)}>
        <fieldset aria-describedby=${wrong ? "date-wrong" : nothing}>
          <legend class="spoken">${plain(words.title)}</legend>
          <div class="date-fields">
            ${FIELDS.map(
              (name, index) => html`<label class="date-field ${name}">
                <input name=${name} .value=${known[index] ?? ""} inputmode="numeric" autocomplete="off" maxlength="4" aria-invalid=${wrong ? "true" : nothing} aria-describedby=${wrong ? "date-wrong" : nothing} />
                <span>${words[name]}</span>
              </label>`,
            )}
          </div>
          ${wrong ? html`<p class="wrong" id="date-wrong">${ruby(wrong)}</p>` : nothing}
        </fieldset>
      </form>`,
      html`<p class="support">${showDate(today)}＝${ruby(words.today)}</p>`,
    ],
    actions: [
      outline(words.today, () => take(app, today)),
      fill(words.go, () => document.querySelector<HTMLFormElement>("#date")?.requestSubmit()),
    ],
  };
}

function submit(app: App, event: Event): void {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const [year, month, day] = FIELDS.map((name) => String(form.get(name) ?? "")) as [string, string, string];
  const typed = typedDate(year, month, day);
  const today = dateInJapan(app.around.clock.millis());
  if (typed && typed >= today) return take(app, typed);
  app.wrong = { date: typed ? words.past : words.wrong };
  app.changed();
  document.querySelector<HTMLInputElement>("#date input")?.focus();
}

function take(app: App, examinationDate: string): void {
  if (!app.reception) return app.show("start");
  app.reception.kept.examinationDate = examinationDate;
  app.go("consent");
}
