import { judge } from "./page.js";

const file = new Uint8Array(await (await fetch("/result.xml")).arrayBuffer());
document.querySelector("output").textContent = await judge(file);
