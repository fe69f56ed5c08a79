/** 目視: one patient only, by staff, told from a verified card at every place. */
import { nothing } from "lit-html";
import type { App } from "../app";
import { banner, fill, outline, paragraph, ways, type Screen } from "../view/parts";
import { sight as words } from "../words";
import { lawfulWays } from "./no-card";

export function sight(app: App): Screen {
  const { reception } = app;
  const possible = app.staff !== undefined && reception?.kept.visit !== undefined && reception.kept.session !== undefined && !reception.live.noSight;
  const yes = async (): Promise<void> => {
    if (await reception!.bySight()) app.go("run");
  };
  return {
    title: words.title,
    back: app.back,
    body: possible
      ? [paragraph(words.compare), paragraph(words.body)]
      : [banner("info", words.seam), ways(lawfulWays(app))],
    actions: possible
      ? [outline(words.no, () => app.go("no-card")), fill(words.yes, () => void yes())]
      : nothing,
  };
}
