/**
 * To the card-reading app and back: a plain link (phones open apps only for a tap on one),
 * a QR code for another phone, and a code to go on with whatever happens.
 */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { showTime } from "../view/dates";
import { banner, fill, more, numbered, list, outline, paragraph, quiet, type Screen } from "../view/parts";
import { qr } from "../view/qr";
import { ruby } from "../view/ruby";
import { handover as words } from "../words";
import { opening } from "./opening";

export function handover(app: App, reception: Reception): Screen {
  const { kept } = reception;
  // A card answered it, and what came of it is asked for.
  if (kept.cardAppUrl === undefined) return opening(app, reception);
  const expired = app.around.clock.secondsUntil(kept.challenge!.expiresAt) === 0;
  if (expired) {
    return {
      title: words.title,
      step: 3,
      body: banner("warning", words.expired),
      actions: fill(words.renew, () => void reception.again()),
    };
  }
  const sealed = app.around.vault.mode === "sealed";
  return {
    title: words.title,
    step: 3,
    body: [
      banner("info", words.shield),
      html`<p class="caution">${ruby(words.three)}</p>`,
      html`<section class="compare">
        <p>${ruby(words.phrase)}：<strong class="big phrase">${kept.phrase}</strong></p>
        <p>${ruby(words.phraseSupport)}</p>
      </section>`,
      html`<p class="actions">
        <a class="button fill" href=${sameDevice(app, reception)} target=${sealed ? nothing : "_blank"} rel=${sealed ? nothing : "noopener"}>${ruby(words.app)}</a>
        ${outline(words.unknown, () => app.go("pin"))}
      </p>`,
      sealed ? nothing : html`<p class="support">${ruby(words.appNewTab)}</p>`,
      html`<section class="come-back">
        <h2>${ruby(words.comeBack)}</h2>
        ${picture()} ${numbered([...words.comeBackHow])}
        <p>${ruby(words.code)}：<strong class="digits big">${kept.code}</strong>（${showTime(kept.challenge!.expiresAt)}まで）</p>
      </section>`,
      more(words.other, [
        paragraph(words.otherSupport),
        qr(new URL(kept.cardAppUrl!, location.origin).href, words.qrLabel),
      ], hasNoTouch()),
      more(words.tips, list([...words.tipsList])),
      html`<p class="waiting">${ruby(words.waiting)}</p>`,
      quiet(words.official, () => app.go("official")),
    ],
  };
}

/**
 * Where the app leads back to: this address, and which reception of this device it was. A
 * page that keeps nothing is not found again that way.
 */
function sameDevice(app: App, { kept }: Reception): string {
  const { care, key, vault } = app.around;
  if (vault.mode === "memory") return kept.cardAppUrl!;
  const back = `/${care}/${encodeURIComponent(key ?? "")}#reception=${kept.id}`;
  return `${kept.cardAppUrl}&back=${encodeURIComponent(back)}`;
}

/** A computer reads no card: another device does. */
const hasNoTouch = (): boolean => !matchMedia("(any-pointer: coarse)").matches;

/** Card, app, and back to this page. */
const picture = () => html`<svg class="picture" viewBox="0 0 240 72" role="img" aria-label="カード、アプリ、この画面の順に進みます">
  <g class="line"><rect x="4" y="20" width="52" height="34" rx="4" /><rect x="12" y="30" width="12" height="10" rx="2" /><path d="M32 32h16M32 40h16" /></g>
  <path class="arrow" d="M64 37h20m-7-6 7 6-7 6" />
  <g class="line"><rect x="94" y="6" width="36" height="60" rx="6" /><path d="M106 58h12" /><circle cx="112" cy="30" r="9" /><path d="m108 30 3 3 6-6" /></g>
  <path class="arrow" d="M138 37h20m-7-6 7 6-7 6" />
  <g class="line strong"><rect x="168" y="6" width="64" height="60" rx="6" /><path d="M180 22h40M180 34h40M180 46h24" /></g>
</svg>`;
