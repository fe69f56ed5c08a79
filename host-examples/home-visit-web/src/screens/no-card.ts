/** Without the card, or with one that is not registered: care goes on, and how. */
import { nothing } from "lit-html";
import type { App } from "../app";
import type { Coded } from "../flow/shapes";
import { banner, fill, list, more, outline, ways, type Screen } from "../view/parts";
import { noCard as words, pin, refused } from "../words";

export function noCard(app: App): Screen {
  const waiting = app.reception?.kept.purpose === "register";
  return {
    title: words.title,
    back: app.back,
    body: [
      banner("info", refused.care),
      more(words.unregistered, list([...words.unregisteredBody])),
      ways(lawfulWays(app)),
    ],
    actions: [
      outline(pin.title, () => app.go("pin")),
      waiting ? fill(words.tell, () => tell(app)) : nothing,
    ],
  };
}

/** The flow ends here by the core's own words. */
function tell(app: App): void {
  app.reception?.inquiry.without("reason.card-not-usable");
  app.go("run");
}

/** What the core says is lawful without the card; it is the same on every way to here. */
export function lawfulWays(app: App): Coded[] {
  const { core, care, clock } = app.around;
  if (app.place?.ways.noCard) return app.place.ways.noCard;
  if (!core) return [];
  const flow = care === "home" ? "home-visit" : "online-care";
  const known = { institution: app.place?.institution ?? "0000000000", suffix: "page" };
  const begun = core.begin(flow, known, clock.now());
  const event = { kind: "chosen", question: "consent", option: "reason.card-not-usable" } as const;
  return core.advance(begun.state, event, undefined, clock.now()).outcome?.nextSteps ?? [];
}
