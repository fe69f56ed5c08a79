/** The only module that knows the SDK: the core's flows, loaded once. */
import init, { OnshiError, reception, type FlowName, type ReceptionEvent, type Situation } from "@onshi/web";
import type { Step } from "./shapes";

export type { PresentedCertificates, ReceptionEvent, Situation } from "@onshi/web";

/** The two calls this page makes of the core. */
export interface Core {
  begin(flow: FlowName, situation: Situation, at: string): Step;
  advance(state: string, event: ReceptionEvent, payload: Uint8Array | undefined, at: string): Step;
}

/** A code for the call centre, of whatever went wrong in the page. */
export const codeOf = (error: unknown): string =>
  error instanceof OnshiError ? error.code : error instanceof Error ? error.name : "unknown";

/** Loads the core; what cannot run it rejects, and the page says so. */
export async function openCore(): Promise<Core> {
  await init();
  return {
    begin: reception.begin,
    advance: (state, event, payload, at) => reception.advance(state, event, payload ?? null, at),
  };
}
