/** Certificates: what was put in, the choices, and the verdict. */
import { html, nothing } from "lit-html";
import type { App, TrustWork } from "../app";
import { trustCode } from "../code/trust";
import { PROFILES, type Choices } from "../inputs/choices";
import { rolesFor, titleOf, type Role, type TrustItem } from "../inputs/roles";
import { t, words } from "../words";
import { showUntil } from "./dates";
import { banner, listed, toResult, type View } from "./parts";
import { problemList } from "./problems";
import { tabs } from "./tabs";
import { json, snippet } from "./text";
import { timeField } from "./time";
import { verdictView } from "./verdict";

export function trustView(app: App, work: TrustWork): View {
  const { verdict } = work;
  const request = app.request(work);
  const list = [
    { id: "meaning", name: t(words.tabs.checks), body: () => outcome(work) },
    { id: "json", name: t(words.tabs.json), body: () => json(app, verdict && ("value" in verdict ? verdict.value : verdict.problems)) },
  ];
  return html`
    ${items(app, work)}
    <div class="options">${timeField(app, null)} ${choices(app)}</div>
    ${tabs(app, list)} ${request ? snippet(app, trustCode(work.items, request), t(words.codeNoteTrust)) : nothing}
  `;
}

function outcome({ verdict }: TrustWork): View {
  if (!verdict) return banner("warn", t(words.trust.noLeaf));
  return "value" in verdict ? verdictView(verdict.value) : html`${banner("bad", t(words.trust.verdict))}${problemList(verdict.problems)}`;
}

function items(app: App, work: TrustWork): View {
  const w = words.trust;
  const isSelfIssued = work.items.some(({ role, summary }) => role === "anchor" && summary?.selfIssued);
  return html`<h3>${t(w.heading)}</h3>
    <ul class="items">${work.items.map((item, index) => one(app, work, item, index))}</ul>
    ${isSelfIssued ? html`<p class="support">${t(w.anchorNote)}</p>` : nothing}`;
}

function one(app: App, work: TrustWork, item: TrustItem, index: number): View {
  const w = words.trust;
  const choose = (event: Event) => {
    item.role = (event.target as HTMLSelectElement).value as Role;
    void app.again();
  };
  const remove = () => {
    work.items.splice(index, 1);
    if (work.items.length === 0) app.clear();
    else void app.again();
    toResult();
  };
  const { summary } = item;
  return html`<li class="item">
    <div class="item-name">
      <strong>${titleOf(item)}</strong>
      ${summary ? html`<div class="support">${summary.subject}<br />${listed([summary.key, showUntil(summary.notAfter)])}</div>` : item.of === "certificate" ? html`<div class="support">${t(w.unreadable)}</div>` : nothing}
    </div>
    <div class="row">
      <label for="role-${index}" class="spoken">${titleOf(item)}: ${t(w.role)}</label>
      <select id="role-${index}" .value=${item.role} @change=${choose}>
        ${rolesFor(item.of).map((role) => html`<option value=${role} ?selected=${role === item.role}>${t(w.roles[role])}</option>`)}
      </select>
      <button type="button" class="button text" @click=${remove}>${t(w.remove)}<span class="spoken">: ${titleOf(item)}</span></button>
    </div>
  </li>`;
}

function choices(app: App): View {
  const w = words.trust;
  const { profile, acceptTestHierarchy, requireRevocation, requiredPolicies } = app.choices;
  const value = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;
  return html`
    <p class="field">
      <label for="profile">${t(w.profile)}</label>
      <select id="profile" @change=${(event: Event) => app.choose({ profile: value(event) })}>
        ${PROFILES.map((name) => html`<option value=${name} ?selected=${name === profile}>${name} — ${t(w.profiles[name] ?? { ja: name, en: name })}</option>`)}
      </select>
    </p>
    <p class="field">
      <label for="revocation">${t(w.revocation)}</label>
      <select id="revocation" @change=${(event: Event) => app.choose({ requireRevocation: value(event) as Choices["requireRevocation"] })}>
        ${(["none", "leaf", "chain"] as const).map((name) => html`<option value=${name} ?selected=${name === requireRevocation}>${t(w.revocations[name])}</option>`)}
      </select>
    </p>
    <p class="field">
      <label for="policies">${t(w.policies)}</label>
      <input id="policies" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" .value=${requiredPolicies} @change=${(event: Event) => app.choose({ requiredPolicies: value(event) })} />
    </p>
    <p class="field check">
      <input id="test" type="checkbox" .checked=${acceptTestHierarchy} @change=${(event: Event) => app.choose({ acceptTestHierarchy: (event.target as HTMLInputElement).checked })} />
      <label for="test">${t(w.test)}</label>
    </p>
  `;
}
