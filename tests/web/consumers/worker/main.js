const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

worker.onmessage = ({ data }) => (document.querySelector("output").textContent = data);
const file = new Uint8Array(await (await fetch("/result.xml")).arrayBuffer());
worker.postMessage({ file, at: "2026-11-24T09:00:00+09:00" });
