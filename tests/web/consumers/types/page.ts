// The same in a page, which has types of its own for where a module is.
import init, { initSync } from "@onshi/web";

export async function load(file: File): Promise<void> {
  await init(new URL("https://clinic.example/onshi.wasm"));
  await init(new Request("/onshi.wasm"));
  await init(fetch("/onshi.wasm"));
  const module: WebAssembly.Module = await WebAssembly.compile(await file.arrayBuffer());
  await init(module);
  initSync(module);
}
