/** Medicines, treatments and check-ups in one form. */
import { html, nothing } from "lit-html";
import type { medicalInformation } from "@onshi/web";
import { said, t, words } from "../words";
import { showDate } from "./dates";
import { banner, facts, person, scrolling, type View } from "./parts";
import { problemList } from "./problems";

type Summary = medicalInformation.Summary;
type Visit = medicalInformation.Visit;

export const medical = (of: Summary): View => html`
  ${banner(of.state.code === "medical-information.given" ? "good" : "warn", said(of.state))}
  ${banner("info", t(words.medical.consentFirst))}
  ${of.messages.map((message) => html`<p class="quote" lang="ja">${message}</p>`)}
  ${patient(of.patient)} ${medicines(of)} ${treatments(of)} ${of.checkups.map(checkup)}
  ${of.others > 0 ? facts([[t(words.medical.others), String(of.others)]]) : nothing}
  ${problemList(of.notes)}
`;

function patient(of: Summary["patient"]): View {
  if (!of) return nothing;
  const born = of.birthDate ? ` ${showDate(of.birthDate)}` : "";
  return facts([[t(words.medical.patient), html`${person(of.name ?? "", of.nameKana ?? "")}${born}<br />${t(words.medical.samePerson)}`]]);
}

function table(title: string, columns: string[], rows: View[]): View {
  return html`<h4>${title}</h4>
    ${scrolling(title, html`<table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`)}`;
}

function medicines({ medicines: list }: Summary): View {
  if (list.length === 0) return nothing;
  const w = words.medical;
  return table(
    t(w.medicines),
    [t(w.date), t(w.item), t(w.amount), t(w.facility), t(w.source)],
    list.map((one) => html`<tr class=${one.supersededBy ? "superseded" : ""}>
      <td>${when(one.visit)}</td>
      <td>${one.name ?? "—"}${one.ingredient ? html`<div class="support">${one.ingredient}</div>` : nothing}</td>
      <td>${[`${one.quantity?.sent ?? ""}${one.unit ?? ""}`, one.usage, one.times ? `×${one.times.sent}` : null, one.specialInstruction].filter(Boolean).join(" ")}</td>
      <td>${where(one.visit)}</td>
      <td>${said(one.source)}${one.supersededBy ? html`<div class="support"><strong>${t(w.superseded)}</strong>: ${said(one.supersededBy.reason)}</div>` : nothing}</td>
    </tr>`),
  );
}

function treatments({ treatments: list }: Summary): View {
  if (list.length === 0) return nothing;
  const w = words.medical;
  return table(
    t(w.treatments),
    [t(w.date), t(w.item), t(w.value), t(w.facility)],
    list.map((one) => html`<tr>
      <td>${when(one.visit)}</td>
      <td>${one.name ?? "—"}</td>
      <td>${one.quantity?.sent}${one.unit} ${one.times ? `×${one.times.sent}` : ""}</td>
      <td>${where(one.visit)}</td>
    </tr>`),
  );
}

function checkup(of: medicalInformation.Checkup): View {
  const w = words.medical;
  return table(
    `${t(w.checkups)} ${of.effectiveOn ? showDate(of.effectiveOn) : ""}`,
    [t(w.item), t(w.value)],
    of.items.map((item) => html`<tr>
      <th scope="row">${item.name ?? item.code}</th>
      <td>${item.valueName ?? item.value ?? "—"} ${item.unit}</td>
    </tr>`),
  );
}

function when({ dispensedOn, prescribedOn, month }: Visit): string {
  const day = dispensedOn ?? prescribedOn;
  return day ? showDate(day) : (month ?? "—");
}

function where({ institution, prescriber }: Visit): string {
  return [...new Set([institution.name, prescriber.name].filter((name) => name !== null))].join("、") || "—";
}
