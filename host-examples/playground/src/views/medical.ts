/** Medicines, treatments and check-ups in one form. */
import { html, nothing } from "lit-html";
import type { medicalInformation } from "@onshi/web";
import { said, t, words } from "../words";
import { showDate } from "./dates";
import { banner, facts, listed, person, type View } from "./parts";
import { problemList } from "./problems";
import { table, type Row } from "./table";

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

function medicines({ medicines: list }: Summary): View {
  const w = words.medical;
  return titled(
    t(w.medicines),
    [t(w.date), t(w.item), t(w.amount), t(w.facility), t(w.source)],
    list.map((one) => ({
      isAside: one.supersededBy !== null,
      cells: [
        when(one.visit),
        html`<strong>${one.name ?? "—"}</strong>${one.ingredient ? html`<div class="support">${one.ingredient}</div>` : nothing}`,
        dose(one),
        where(one.visit),
        html`${said(one.source)}${one.supersededBy ? html`<div class="support"><strong>${t(w.superseded)}</strong>: ${said(one.supersededBy.reason)}</div>` : nothing}`,
      ],
    })),
  );
}

function dose({ quantity, unit, usage, times, specialInstruction }: medicalInformation.Medicine): string {
  const parts = [`${quantity?.sent ?? ""}${unit ?? ""}`, usage, times ? `×${times.sent}` : null, specialInstruction];
  return parts.filter(Boolean).join(" ") || "—";
}

function treatments({ treatments: list }: Summary): View {
  const w = words.medical;
  return titled(
    t(w.treatments),
    [t(w.date), t(w.item), t(w.value), t(w.facility)],
    list.map(({ visit, name, quantity, unit, times }) => ({
      cells: [when(visit), html`<strong>${name ?? "—"}</strong>`, `${quantity?.sent ?? ""}${unit ?? ""} ${times ? `×${times.sent}` : ""}`, where(visit)],
    })),
  );
}

function checkup({ effectiveOn, items }: medicalInformation.Checkup): View {
  const w = words.medical;
  return titled(
    `${t(w.checkups)} ${effectiveOn ? showDate(effectiveOn) : ""}`,
    [t(w.item), t(w.value)],
    items.map(({ name, code, valueName, value, unit }) => ({
      cells: [html`<strong>${name ?? code}</strong>`, `${valueName ?? value ?? "—"} ${unit ?? ""}`],
    })),
  );
}

const titled = (title: string, columns: string[], rows: Row[]): View =>
  rows.length === 0 ? nothing : html`<h4>${title}</h4>${table(title, columns, rows)}`;

function when({ dispensedOn, prescribedOn, month }: Visit): string {
  const day = dispensedOn ?? prescribedOn;
  return day ? showDate(day) : (month ?? "—");
}

function where({ institution, prescriber }: Visit): string {
  return listed([...new Set([institution.name, prescriber.name].filter((name) => name !== null))]) || "—";
}
