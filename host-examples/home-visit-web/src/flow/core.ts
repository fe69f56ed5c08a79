/** The only module that knows the SDK: the core's flows, loaded once. */
import init, { OnshiError, reception } from "@onshi/web";
import type { Step } from "./shapes";

/** The two calls this page makes of the core. */
export interface Core {
  begin(flow: string, situation: object, at: string): Step;
  advance(state: string, event: object, payload: Uint8Array | undefined, at: string): Step;
}

/** Loads the core; what cannot run it rejects, and the page says so. */
export async function openCore(): Promise<Core> {
  await init();
  return {
    begin: (flow, situation, at) => reception.begin(flow, situation, at) as Step,
    advance: (state, event, payload, at) =>
      reception.advance(state, event, payload ?? new Uint8Array(), at) as Step,
  };
}

/** What the core says is wrong with what it was given; none where it was something else. */
export function problemsOf(error: unknown): string[] {
  return error instanceof OnshiError ? [error.message] : [];
}
