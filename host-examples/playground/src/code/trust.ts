/** The code that validates the chain on the screen. */
import type { CertificateRequest } from "@onshi/web";
import type { Role, TrustItem } from "../inputs/roles";

/** The SDK takes DER: how a file's text becomes it. */
const READERS = {
  der: "const der = async (name) => new Uint8Array(await files[name].arrayBuffer());",
  base64: `const base64 = async (name) =>
  Uint8Array.from(atob((await files[name].text()).replace(/\\s/g, "")), (it) => it.charCodeAt(0));`,
  pem: `const pem = async (name, block) => {
  const [, body] = (await files[name].text()).split("-----BEGIN ")[block + 1].split("-----");
  return Uint8Array.from(atob(body.replace(/\\s/g, "")), (it) => it.charCodeAt(0));
};`,
};

const text = (value: string): string => JSON.stringify(value);

export function trustCode(items: TrustItem[], request: CertificateRequest): string {
  const der = ({ name, form }: TrustItem): string =>
    `await ${form.as}(${text(name)}${form.as === "pem" ? `, ${form.block}` : ""})`;
  const forms = new Set(items.filter(({ role }) => role !== "unused").map(({ form }) => form.as));
  const list = (member: string, role: Role): string => {
    const named = items.filter((item) => item.role === role);
    return named.length === 0 && role !== "anchor" ? "" : `  ${member}: [${named.map(der).join(", ")}],\n`;
  };
  const leaf = items.find(({ role }) => role === "leaf");
  const options = Object.keys(request.options ?? {}).length === 0 ? "" : `  options: ${literal(request.options)},\n`;
  return `import init, { certificate } from "@onshi/web/certificates";
await init();
${Object.entries(READERS).flatMap(([form, reader]) => (forms.has(form as keyof typeof READERS) ? [`${reader}\n`] : [])).join("")}const verdict = certificate.validate({
  profile: ${text(request.profile)},
  leaf: ${leaf ? der(leaf) : "…"},
${list("intermediates", "intermediate")}${list("anchors", "anchor")}${list("crls", "crl")}${list("ocspResponses", "ocsp")}  at: ${text(request.at)},
${options}});
console.log(verdict.state);`;
}

/** As one writes it in JavaScript. */
const literal = (value: unknown): string => JSON.stringify(value).replace(/"([a-zA-Z]+)":/g, "$1: ").replaceAll(",", ", ");
