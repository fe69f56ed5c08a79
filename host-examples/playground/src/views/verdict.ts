/** A verdict: the chain as a tree, every check that ran, and every one that did not. */
import { html, nothing } from "lit-html";
import type { certificate } from "@onshi/web";
import { said, t, words } from "../words";
import { showInstant, showSpan } from "./dates";
import { banner, code, facts, listed, type Tone, type View } from "./parts";

type Verdict = certificate.Verdict;
type Finding = certificate.Finding;
type Outcome = Finding["outcome"];

const TONES: Record<string, Tone> = { valid: "good", invalid: "bad", "not-checked": "warn", "expired-within-grace": "warn" };
/** What failed first, then what was not checked, then the rest. */
const ORDER: Outcome[] = ["failed", "not-checked", "noted", "passed"];
const SIGNS: Record<Outcome, string> = { passed: "○", failed: "×", "not-checked": "―", noted: "・" };

export function verdictView(of: Verdict): View {
  const w = words.trust;
  const state = w.states[of.state];
  const labels = new Set(of.chain.map(({ label }) => label));
  const elsewhere = of.findings.filter(({ place }) => place.certificate === undefined || !labels.has(place.certificate));
  return html`
    ${banner(
      TONES[of.state] ?? "warn",
      `${t(w.verdict)}: ${state ? t(state) : of.state}`,
      html`<p>${of.profile} — ${showInstant(of.at)}</p>
        ${decisive(of.findings)}`,
    )}
    <p>${t(w.counts)}: ${ORDER.map((outcome) => html`<span class="outcome ${outcome}">${SIGNS[outcome]} ${t(w.outcomes[outcome])} ${of.findings.filter((it) => it.outcome === outcome).length}</span> `)}</p>
    <p class="support">${t(w.page)}</p>
    <h4>${t(w.chain)}</h4>
    ${of.chain.length === 0 ? html`<p>${t(w.noChain)}</p>` : branch([...of.chain].reverse(), of.findings)}
    ${elsewhere.length === 0 ? nothing : html`<h4>${t(w.elsewhere)}</h4>${findings(elsewhere)}`}
    ${work(of.work)}
  `;
}

const byOutcome = (a: Finding, b: Finding): number => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome);

/** What the state follows from, and what it does not cover. */
function decisive(list: Finding[]): View {
  const telling = list.filter(({ outcome }) => outcome !== "passed").sort(byOutcome);
  return telling.length === 0 ? nothing : html`<ul class="list">${telling.map((it) => html`<li><span class="outcome ${it.outcome}">${t(words.trust.outcomes[it.outcome])}</span> ${said(it)}</li>`)}</ul>`;
}

/** The issuer, and in it whom it issued to. */
function branch([first, ...rest]: certificate.CertificateSummary[], list: Finding[]): View {
  if (!first) return nothing;
  return html`<ul class="chain">
    <li>${link(first, list)} ${branch(rest, list)}</li>
  </ul>`;
}

function link(of: certificate.CertificateSummary, list: Finding[]): View {
  const w = words.trust;
  return html`<div class="card">
    <h5 class="card-title"><span class="chip">${role(of.label)}</span> ${of.subject}</h5>
    ${facts([
      [t(w.validity), showSpan(showInstant(of.notBefore), showInstant(of.notAfter))],
      [t(w.key), listed([of.key, `${t(w.signature)} ${of.signatureAlgorithm}`])],
    ])}
    ${of.holder ? html`<p class="support">${t(w.holder)}</p>` : nothing}
    <details>
      <summary>${t(words.details)}<span class="spoken">: ${of.subject}</span></summary>
      ${facts([
        [t(w.serial), code(of.serial)],
        [t(w.policiesHeld), of.policies.length === 0 ? "—" : of.policies.map((policy) => html`${code(policy)} `)],
        [t(w.fingerprint), code(of.sha256)],
      ])}
    </details>
    ${findings(list.filter(({ place }) => place.certificate === of.label))}
  </div>`;
}

/** `anchor[1]` as the page calls it. */
function role(label: string): string {
  const [name, number] = label.split(/[[\]]/);
  const known = words.trust.roles[name as keyof typeof words.trust.roles];
  return known ? `${t(known)}${number && number !== "1" ? ` ${number}` : ""}` : label;
}

const findings = (list: Finding[]): View =>
  html`<ul class="findings">
    ${[...list].sort(byOutcome).map(
        (it) => html`<li class="finding">
          <span class="outcome ${it.outcome}">${SIGNS[it.outcome]} ${t(words.trust.outcomes[it.outcome])}</span>
          <span>${it.place.extension ? html`${code(it.place.extension)} ` : nothing}${said(it)} <span class="support">${it.source}</span> ${code(it.code)}</span>
        </li>`,
      )}
  </ul>`;

function work(of: certificate.Work): View {
  const w = words.trust;
  return html`<details>
    <summary>${t(w.work)}</summary>
    ${facts([
      [t(w.works.work), `${of.used} / ${of.limit}`],
      [t(w.works.signatures), `${of.signatureChecks} / ${of.signatureCheckLimit}`],
      [t(w.works.names), `${of.nameComparisons} / ${of.nameComparisonLimit}`],
      [t(w.works.policies), `${of.policyNodes} / ${of.policyNodeLimit}`],
    ])}
  </details>`;
}
