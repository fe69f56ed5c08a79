/** 目視: one patient only, by staff, told from a verified card at every place. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { banner, fill, outline, paragraph, type Screen } from "../view/parts";
import { sight as words } from "../words";
import { lawfulWays } from "./no-card";
import { ways } from "../view/parts";

export function sight(app: App): Screen {
  const { reception } = app;
  const possible = app.staff !== undefined && reception?.kept.visit !== undefined && reception.kept.session !== undefined;
  const yes = async (): Promise<void> => {
    reception!.inquiry.choose("identity.by-sight");
    app.go("run");
    await reception!.bySight();
  };
  const compare = reception?.inquiry.told.find(({ code }) => code === "show.compare-face");
  return {
    title: words.title,
    back: app.back,
    body: possible
      ? [html`<p>${compare?.messageJa ?? "患者さんの顔と、カードの写真を見比べてください。"}</p>`, paragraph(words.body)]
      : [banner("info", words.seam), ways(lawfulWays(app))],
    actions: possible
      ? [outline(words.no, () => app.go("no-card")), fill(words.yes, () => void yes())]
      : nothing,
  };
}
