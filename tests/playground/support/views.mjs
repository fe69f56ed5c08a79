// Every kind of thing that the page shows, one after the other in one page.
import { sampleFile } from "./playground.mjs";

const sample = (id, tab = "meaning") => ({
  name: `${id}-${tab}`,
  show: async (opened) => {
    await opened.sample(id);
    await opened.tab(tab);
  },
});

export const VIEWS = [
  { name: "start", show: () => {} },
  { name: "chart-alone", show: async (opened) => {
    await opened.drop(await sampleFile("messages/chart.json"));
    await opened.page.locator("#status:not(:empty)").waitFor();
  } },
  { name: "paste-empty", show: async (opened) => {
    await opened.paste("");
    await opened.page.locator("#pasted-error").waitFor();
  } },
  sample("face-valid"), sample("face-valid", "elements"), sample("face-valid", "source"), sample("face-valid", "json"),
  sample("face-expired"), sample("number-valid"), sample("number-lost"),
  { name: "chart-wrong", show: async (opened) => {
    await opened.sample("number-valid");
    await opened.page.locator("#chart").fill("{");
    await opened.page.locator("form:has(#chart) button").click();
    await opened.page.locator("#chart-wrong").waitFor();
    await opened.settled();
  } },
  sample("bulk"), sample("home-visit"), sample("numbers"), sample("medicines"), sample("checkups"),
  sample("request"), sample("request", "elements"), sample("refused"), sample("malformed"), sample("malformed", "source"),
  { name: "no-message", show: (opened) => opened.choose({ name: "YZKsiquc01res_202611240001.pdf", bytes: Buffer.from("%PDF-1.7") })
    .then(() => opened.says("#recognized", "202611240001.pdf")) },
  sample("card-valid"), sample("card-valid", "json"), sample("card-revocation"), sample("card-policy"), sample("three-levels"),
  { name: "no-leaf", show: async (opened) => {
    await opened.sample("card-valid");
    await opened.page.locator(".item .button").first().click();
    await opened.page.locator(".banner.warn").waitFor();
  } },
  // The last one: from here on the worker hears nothing any more, and it stays like this.
  { name: "reading", show: async (opened) => {
    await opened.page.evaluate(() => { Worker.prototype.postMessage = () => {}; });
    await opened.page.locator("#sample-bulk-large").click();
    await opened.page.locator("#progress").waitFor();
  } },
];
