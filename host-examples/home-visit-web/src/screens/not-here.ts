/** Back from a card app, and nothing of it was begun on this device. */
import type { App } from "../app";
import { banner, fill, paragraph, type Screen } from "../view/parts";
import { notHere as words } from "../words";

export const notHere = (app: App): Screen => ({
  title: words.title,
  body: [banner("warning", words.body), paragraph(words.unasked)],
  actions: fill(words.start, () => app.go("start")),
});
