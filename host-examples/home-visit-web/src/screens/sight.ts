/** 目視 is a seam: staff do it in the official app, which has the right to. */
import type { App } from "../app";
import { banner, fill, paragraph, ways, type Screen } from "../view/parts";
import { help, sight as words } from "../words";
import { lawfulWays } from "./no-card";

export const sight = (app: App): Screen => ({
  title: words.title,
  back: app.back,
  body: [banner("info", words.seam), paragraph(words.after), ways(lawfulWays(app))],
  actions: fill(help.close, app.back),
});
