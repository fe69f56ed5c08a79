/** The code that validates the chain on the screen. */
import type { CertificateRequest } from "@onshi/web";
import type { Role, TrustItem } from "../inputs/roles";

const text = (value: string): string => JSON.stringify(value);

export function trustCode(items: TrustItem[], request: CertificateRequest): string {
  const der = (item: TrustItem): string => `await der(${text(item.name)})`;
  const list = (member: string, role: Role): string => {
    const named = items.filter((item) => item.role === role);
    return named.length === 0 && role !== "anchor" ? "" : `  ${member}: [${named.map(der).join(", ")}],\n`;
  };
  const leaf = items.find(({ role }) => role === "leaf");
  const options = Object.keys(request.options ?? {}).length === 0 ? "" : `  options: ${literal(request.options)},\n`;
  return `import init, { certificate } from "@onshi/web/certificates";
await init();
const der = async (name) => new Uint8Array(await files[name].arrayBuffer());
const verdict = certificate.validate({
  profile: ${text(request.profile)},
  leaf: ${leaf ? der(leaf) : "…"},
${list("intermediates", "intermediate")}${list("anchors", "anchor")}${list("crls", "crl")}${list("ocspResponses", "ocsp")}  at: ${text(request.at)},
${options}});
console.log(verdict.state);`;
}

/** As one writes it in JavaScript. */
const literal = (value: unknown): string => JSON.stringify(value).replace(/"([a-zA-Z]+)":/g, "$1: ").replaceAll(",", ", ");
