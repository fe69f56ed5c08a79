/** No institution: only its own address leads to one, or the code of a reception. */
import type { App } from "../app";
import { banner, outline, type Screen } from "../view/parts";
import { front as words, page } from "../words";

export const front = (app: App): Screen => ({
  title: words.title,
  body: banner(app.placeUnknown ? "error" : "info", app.placeUnknown ? words.unknown : words.body),
  actions: outline(page.resume, () => app.go("resume")),
});
