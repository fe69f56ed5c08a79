/** The core's `own-reader`: the card's chain and its answer to the challenge, in the page. */
import type { Core } from "./core";
import type { Challenge, Verdict } from "./shapes";
import type { Session } from "../server";

/**
 * What the page finds of the card, for the person before it. The challenge is the one this
 * page was given when the session began, whatever the server says now.
 */
export function checkCard(core: Core, challenge: Challenge, session: Session, at: string): Verdict | undefined {
  const { presented, request } = session;
  if (!presented || !request) return undefined;
  const { at: _theirs, ...rest } = request;
  const institution = (session.situation as { institution?: string }).institution;
  const begun = core.begin("own-reader", { institution, challenge }, at);
  const answered = { kind: "answered", ...rest, signature: presented.signature, algorithm: presented.algorithm };
  const step = core.advance(begun.state, answered, undefined, at);
  const delivered = step.actions.find((action) => action.kind === "deliver");
  return delivered?.judgement as Verdict | undefined;
}
