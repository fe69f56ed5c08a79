/** Over, and nothing of it left. */
import { nothing } from "lit-html";
import type { App } from "../app";
import { fill, outline, paragraph, type Screen } from "../view/parts";
import { ended as words, start } from "../words";

export function ended(app: App): Screen {
  return {
    title: words.title,
    body: paragraph(words.body),
    actions: [
      app.staff ? outline(start.visits, () => app.go("visits")) : nothing,
      fill(words.start, () => app.go("start")),
    ],
  };
}
