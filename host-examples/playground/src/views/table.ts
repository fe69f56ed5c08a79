/** A table that becomes a list of its rows where the screen is narrow. */
import { html, nothing } from "lit-html";
import type { View } from "./parts";

export interface Row {
  cells: unknown[];
  /** Less to the fore than the others. */
  isAside?: boolean;
  /** What stands below it, as wide as the table. */
  below?: View;
}

/**
 * The roles say again what the elements are: changing how they are laid out takes it away
 * in some browsers.
 */
export const table = (caption: string, columns: string[], rows: Row[]): View => html`<table role="table" class="table">
  <caption class="spoken">${caption}</caption>
  <thead role="rowgroup">
    <tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr>
  </thead>
  <tbody role="rowgroup">
    ${rows.map(
      ({ cells, isAside, below }) => html`<tr role="row" class=${isAside ? "aside" : ""}>
          ${cells.map((cell, index) => html`<td role="cell" data-column=${columns[index] ?? ""}><div>${cell}</div></td>`)}
        </tr>
        ${below ? html`<tr role="row" class="below"><td role="cell" colspan=${columns.length}><div>${below}</div></td></tr>` : nothing}`,
    )}
  </tbody>
</table>`;
