/** A QR code as inline SVG: no image to load, no style attribute. */
import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { html, svg, type TemplateResult } from "lit-html";

const QUIET = 4;

export function qr(text: string, label: string): TemplateResult {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const size = code.size + 2 * QUIET;
  const path = svg`<path d=${toSvgPath(code)} transform="translate(${QUIET} ${QUIET})" />`;
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
    <rect width=${size} height=${size} class="qr-paper" />${path}
  </svg>`;
}
