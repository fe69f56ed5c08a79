/** Which screen a reception under way is at: it follows from what is known of it. */
import type { App } from "../app";
import { consentsToNothing } from "../flow/kept";
import type { Screen } from "../view/parts";
import { broken } from "./broken";
import { byHand } from "./by-hand";
import { cancelled } from "./cancelled";
import { disagree } from "./disagree";
import { elsewhere } from "./elsewhere";
import { ended } from "./ended";
import { grace } from "./grace";
import { handover } from "./handover";
import { mismatch } from "./mismatch";
import { number } from "./number";
import { opening } from "./opening";
import { progress } from "./progress";
import { refused } from "./refused";
import { registered } from "./registered";
import { result } from "./result";
import { uncertain } from "./uncertain";
import { whose } from "./whose";

export function run(app: App): Screen {
  const { reception } = app;
  if (!reception) return ended(app);
  const { kept, live, inquiry } = reception;
  if (reception.stopped) return elsewhere(app, reception);
  if (live.broken) return broken(app, reception);
  if (live.refusal) return refused(app, reception);
  if (live.cancelled) return cancelled(app, reception);
  if (kept.card.mismatch) return mismatch(app, reception);
  if (inquiry.outcome) return outcome(app, inquiry.outcome.kind)(app, reception);
  if (live.byHand) return byHand(app, reception);
  if (!kept.session) return opening(app, reception);
  if (kept.purpose === "later") return (inquiry.question ? byHand : progress)(app, reception);
  if (kept.card.agreement) {
    const { verified, eligibilityOnly } = kept.card.agreement;
    if ((verified || eligibilityOnly) && !kept.card.accepted) return whose(app, reception);
    const onlyEligibility = kept.card.registered !== undefined || consentsToNothing(kept);
    if (eligibilityOnly && kept.purpose === "register") {
      if (!onlyEligibility) return grace(app, reception);
    } else if (!verified) return disagree(app, reception);
  }
  if (!kept.card.agreement) {
    if (kept.anew) return opening(app, reception);
    return (live.session?.state === "unconfirmed" ? number : handover)(app, reception);
  }
  const asked = kept.purpose === "inquire" && !kept.consents && live.registered !== undefined;
  return (asked ? registered : progress)(app, reception);
}

function outcome(app: App, kind: string) {
  if (kind === "answered") return app.reception?.inquiry.received ? result : byHand;
  return kind === "uncertain" ? uncertain : refused;
}
