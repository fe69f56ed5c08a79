/** The institution's own address: shown, copied, shared, and printed on A6 for the bag. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { qr } from "../view/qr";
import { canShare, copy, share } from "../view/share";
import { more, outline, fill, paragraph, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { page, sheet as words } from "../words";

export function sheet(app: App): Screen {
  const { place } = app;
  const url = place?.pageUrl ?? `${location.origin}${location.pathname}`;
  return {
    title: words.title,
    back: app.back,
    body: [
      html`<section class="sheet">
        <p class="sheet-name">${place?.institutionName ?? ""}</p>
        <p class="site-code">${ruby(page.code)} <span class="digits">${place?.institution ?? ""}</span></p>
        ${qr(url, words.label)}
        <p class="sheet-url">${url}</p>
        <p>${ruby(words.support)}</p>
        <p>${ruby(words.fake)}</p>
        <p>${ruby(page.asks)}</p>
      </section>`,
      more("公式の マイナ在宅受付Webの アドレス", paragraph(words.seam)),
    ],
    actions: [
      canShare() ? outline(words.share, () => void share(place?.institutionName ?? "", url)) : nothing,
      outline(words.copy, () => void copy(app, url)),
      fill(words.print, () => print()),
    ],
  };
}
