/** The official app is a seam: its public interface gives no certificate. */
import type { App } from "../app";
import { paragraph, type Screen } from "../view/parts";
import { official as words } from "../words";

export const official = (app: App): Screen => ({
  title: words.title,
  back: app.back,
  body: [paragraph(words.body), paragraph(words.use), paragraph(words.needs)],
});
