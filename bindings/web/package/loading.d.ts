import type { Octets } from "./options.js";
import type { Place, Problem } from "./problem.js";

/** What a class of the platform makes, where the types of the platform are there. */
type Platform<Name extends string> = typeof globalThis extends {
  [name in Name]: { new (...given: never[]): infer Instance };
}
  ? Instance
  : never;

type WasmModule = typeof globalThis extends {
  WebAssembly: { Module: { new (...given: never[]): infer Instance } };
}
  ? // Declared as an empty interface, which anything would be.
    Instance & object
  : never;

/** The module's bytes, or itself. */
export type ModuleInput = ArrayBuffer | ArrayBufferView | WasmModule;

/** Where the module is: an address, an answer with it, its bytes, or itself. */
export type InitInput =
  | string
  | Platform<"URL">
  | Platform<"Request">
  | Platform<"Response">
  | ModuleInput;

/**
 * Loads the module, once: calling it again costs nothing, calls at the same time share
 * one promise, and a failed one can be called again.
 *
 * Without input it is the `.wasm` file beside the package's own, in the build that the
 * engine can run. What is given is taken as it is.
 *
 * @throws {OnshiError} `web.no-webassembly`, `web.not-loaded`, `web.not-compiled`,
 * `web.other-version`
 */
export declare function init(input?: InitInput | PromiseLike<InitInput>): Promise<void>;
export default init;

/**
 * The same at once. It needs input, but in Node and where a module is imported (workerd).
 *
 * @throws {OnshiError} as `init`, and `web.needs-input`
 */
export declare function initSync(input?: ModuleInput): void;

/**
 * Runs one operation by its name in the contract, such as `message.read-part`, as the
 * facade does (wit/facade.wit): values of JSON in and out, bytes as base64. The typed
 * functions are this.
 *
 * @throws {OnshiError} what the operation has to say, and `web.not-initialized`,
 * `web.trap`
 */
export declare function invoke(
  operation: string,
  input?: object,
  payload?: Exclude<Octets, string> | null,
): unknown;

/** The version of the module that was loaded. */
export declare function version(): string;

/** What is wrong, in English and Japanese: the first problem, and all of them. */
export declare class OnshiError extends Error {
  /** Stable, dotted, lower case. New codes may appear in any version. */
  readonly code: string;
  /** Where it is. */
  readonly place: Place;
  /** The sentence in Japanese; `message` has it in English. */
  readonly messageJa: string;
  /** Every problem, never none. */
  readonly problems: Problem[];
}
