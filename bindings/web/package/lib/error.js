/** What is wrong, in English and Japanese: the first problem, and all of them. */
export class OnshiError extends Error {
  constructor(problems, options) {
    const [{ code, place, message, messageJa }] = problems;
    super(message, options);
    this.name = "OnshiError";
    this.code = code;
    this.place = place;
    this.messageJa = messageJa;
    this.problems = problems;
  }
}

/** Of the package itself: what stands between a page and the core. */
const SENTENCES = {
  "not-initialized": [
    "the SDK is not loaded yet: call `await init()` once, before any other function",
    "SDKがまだ読み込まれていません。ほかの関数より先に、一度 `await init()` を呼んでください",
  ],
  "no-webassembly": [
    "this browser does not run WebAssembly (Lockdown Mode or a similar setting): have the server do this step",
    "このブラウザではWebAssemblyが使えません（ロックダウンモードなどの設定）。この処理はサーバーで行ってください",
  ],
  "not-loaded": [
    "the .wasm file could not be loaded: {}",
    ".wasmファイルを読み込めませんでした: {}",
  ],
  "not-compiled": [
    "the engine did not take the .wasm file: it is not this package's, or the page's Content-Security-Policy lacks 'wasm-unsafe-eval' in script-src, or this runtime compiles nothing (give `init` a WebAssembly.Module)",
    ".wasmファイルを実行できません。このパッケージのファイルではないか、Content-Security-Policyのscript-srcに 'wasm-unsafe-eval' がないか、この実行環境ではコンパイルできません（`init` にWebAssembly.Moduleを渡してください）",
  ],
  "other-version": [
    "the .wasm file is of version {}, and this package of another: take both from the same package",
    ".wasmファイルの版（{}）がこのパッケージと違います。同じパッケージのファイルを使ってください",
  ],
  "needs-input": [
    "`initSync` needs the .wasm file's bytes or a WebAssembly.Module here; `await init()` finds it by itself",
    "ここでは `initSync` に.wasmファイルのバイト列かWebAssembly.Moduleが必要です。`await init()` なら不要です",
  ],
  "not-bytes": [
    "bytes are needed here: a Uint8Array or an ArrayBuffer",
    "ここにはバイト列（Uint8ArrayかArrayBuffer）が必要です",
  ],
  trap: [
    "the call was broken off (not enough memory or stack); nothing came of it, and the next call begins afresh",
    "呼び出しが途中で止まりました（メモリまたはスタックの不足）。結果はありません。次の呼び出しは新しい状態で始まります",
  ],
};

/** A problem of the package's own. */
export function fault(name, { detail = "", detailJa = detail, cause } = {}) {
  const [en, ja] = SENTENCES[name];
  const message = en.replace("{}", detail);
  const messageJa = ja.replace("{}", detailJa);
  const problem = { code: `web.${name}`, severity: "error", place: {}, message, messageJa };
  return new OnshiError([problem], cause === undefined ? undefined : { cause });
}
