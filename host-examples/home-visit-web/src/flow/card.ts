/** The core's `own-reader`: the card's chain and its answer to the challenge, in the page. */
import type { Core } from "./core";
import type { Challenge, Verdict } from "./shapes";
import type { Session } from "../server";

/**
 * What the page finds of the card, for the person before it; nothing where no card answered
 * yet. The challenge is the one this page was given when the session began, whatever the
 * server says now. It is judged at the time the card answered: until somebody said its
 * number, nothing of it was to be had.
 */
export function checkCard(core: Core, challenge: Challenge, session: Session, now: string): Verdict | undefined {
  const { presented, request, situation } = session;
  if (!presented || !request || !situation) return undefined;
  const { at: _theirs, ...certificates } = request;
  const { institution } = situation;
  const at = presented.presentedAt ?? now;
  const begun = core.begin("own-reader", { institution, challenge }, at);
  const { signature, algorithm } = presented;
  const event = { kind: "answered", ...certificates, signature, algorithm } as const;
  const step = core.advance(begun.state, event, undefined, at);
  const delivered = step.actions.find(({ judgedBy }) => judgedBy === "certificate.authenticate");
  return delivered?.judgement as Verdict | undefined;
}
