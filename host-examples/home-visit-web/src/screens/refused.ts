/** Not this way: why, in words and a code, and every lawful way on. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { graceEnd, showDate } from "../view/dates";
import { banner, codeLine, fact, fill, outline, ways, type Screen } from "../view/parts";
import { byHand, grace, refused as words } from "../words";
import { withCard } from "./by-hand";
import { all } from "./consent";
import { lawfulWays } from "./no-card";
import { beginLater } from "./visit";
import { verdict } from "../view/verdict";

export function refused(app: App, reception: Reception): Screen {
  const { live, inquiry, kept } = reception;
  const refusal = live.refusal;
  const reasons = refusal ? [refusal] : (inquiry.outcome?.reasons ?? []);
  const given = refusal?.next ?? inquiry.outcome?.nextSteps ?? [];
  const next = given.length === 0 ? lawfulWays(app) : given;
  // Consents were refused, and the eligibility is to be had without them.
  const alone = next.some(({ code }) => code === "next.eligibility-alone");
  const lost = refusal?.code === "session.unknown";
  // A later visit had no card to read again: with one it is another reception.
  const later = kept.purpose === "later";
  // Without a session yet, the consents still wait for the card.
  const waits = kept.session !== undefined || (refusal === undefined && kept.consents !== undefined);
  const again = waits && !kept.card.registered && !later;
  return {
    title: words.title,
    body: [
      banner("warning", words.care, html`${reasons.map(({ messageJa }) => html`<p><b>${messageJa}</b></p>`)}`),
      expiry(reception),
      ways(next),
      verdict(reception),
      ...reasons.slice(0, 1).map(({ code }) => codeLine(code)),
    ],
    actions: [
      outline(words.print, () => print()),
      alone ? outline(words.eligibilityOnly, () => eligibilityOnly(app, reception)) : nothing,
      again ? outline(words.again, () => void reception.again()) : nothing,
      later ? outline(byHand.card, () => void withCard(app, reception)) : nothing,
      lost ? outline(words.anew, () => void anew(app, reception)) : nothing,
      fill(words.end, () => void app.close()),
    ],
  };
}

/** Three months' rule: it is worth knowing until when a counter's reader still takes the card. */
function expiry({ kept }: Reception) {
  const notAfter = kept.card.agreement?.notAfter;
  if (!notAfter || Date.parse(notAfter) > Date.now()) return nothing;
  return html`<dl class="facts">
    ${fact(grace.until, showDate(notAfter))} ${fact(grace.about, `${showDate(graceEnd(notAfter))}まで`)}
  </dl>`;
}

function eligibilityOnly(app: App, reception: Reception): void {
  delete reception.live.refusal;
  void reception.confirm(all(app, false));
}

/** The server forgot the session: begin a new one with the choices that were made. */
async function anew(app: App, reception: Reception): Promise<void> {
  const { purpose, draft, consents, who, visit, examinationDate } = reception.kept;
  await app.close();
  if (purpose === "later" && visit) return beginLater(app, { id: visit });
  app.begin(purpose);
  const chosen = draft ?? consents;
  Object.assign(app.reception!.kept, { who, ...(chosen && { draft: chosen }), ...(visit && { visit }), ...(examinationDate && { examinationDate }) });
  app.go(chosen ? "check" : "who");
}
