/** What a reception works with, and what is known of it and not kept. */
import type { Clock } from "./clock";
import type { Core } from "./core";
import type { Refused, Registered, Server, Session } from "../server";
import type { Vault } from "../vault";

export interface Tools {
  core: Core;
  server: Server;
  vault: Vault;
  clock: Clock;
  staff?: string | undefined;
  institution: string;
}

/** What is known of one card and not kept: it is gone with the page, and with the card. */
export interface Live {
  session?: Session;
  /** 同意照会: what is registered; null where nothing is. */
  registered?: Registered | null;
  refusal?: Refused;
  /** Why the number that was typed is not taken. */
  wrong?: Refused;
  /** Why the last try did not get through. */
  unsent?: "line" | "busy";
  cancelled?: Registered;
  /** A step that is done by hand: staff say what came of it. */
  byHand?: boolean;
  /** It could not be stored: it is gone with the page. */
  unkept?: boolean;
  /** Something broke in the page itself. */
  broken?: string;
}
