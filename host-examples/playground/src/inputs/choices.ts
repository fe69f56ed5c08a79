/** What the person chooses for certificates, and where it begins. */

export interface Choices {
  profile: string;
  acceptTestHierarchy: boolean;
  requireRevocation: "none" | "leaf" | "chain";
  /** Dotted object identifiers, separated by blanks. */
  requiredPolicies: string;
}

/** The built-in profiles that are for cards and people. */
export const PROFILES = ["jpki-auth", "jpki-sign", "hpki-auth", "hpki-sign", "generic", "tls-server", "tls-client"];

export const DEFAULTS: Choices = {
  profile: "jpki-auth",
  acceptTestHierarchy: false,
  requireRevocation: "none",
  requiredPolicies: "",
};

/** When the samples are judged: a moment after they were made. */
export const SAMPLE_AT = "2026-11-24T09:00:05";

/** What face readers' files end in, as the terminal writes it. */
export const FACE_SUFFIXES = [
  "1319999996aaaabbbbccccddddeeee_20261124090000",
  "1319999996aaaabbbbccccddddeeef_20261124090000",
];
