/**
 * The page's own texts, in やさしい日本語: one message in a sentence, readings as
 * `{漢字|かんじ}`. What the core and the server say is shown in their own words.
 */
export * from "./words/page";
export * from "./words/consent";
export * from "./words/card";
export * from "./words/result";
export * from "./words/help";
