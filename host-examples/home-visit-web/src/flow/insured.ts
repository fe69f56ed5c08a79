/** Who a result is about, as sent: a judgement copies no name. */
export interface Insured {
  name?: string;
  kana?: string;
  birthdate?: string;
  insurerName?: string;
  insurerNumber?: string;
  symbol?: string;
  number?: string;
  branch?: string;
}

const NAMES: Record<keyof Insured, string> = {
  name: "Name",
  kana: "NameKana",
  birthdate: "Birthdate",
  insurerName: "InsurerName",
  insurerNumber: "InsurerNumber",
  symbol: "InsuredCardSymbol",
  number: "InsuredIdentificationNumber",
  branch: "InsuredBranchNumber",
};

/** One for each eligibility, in the order sent, which is the judgement's. */
export function insuredOf(content: unknown): Insured[] {
  return results(content).map((one) => {
    const known = Object.entries(NAMES).map(([name, sent]) => [name, text(one[sent])] as const);
    return Object.fromEntries(known.filter(([, value]) => value !== "")) as Insured;
  });
}

type Tree = Record<string, unknown>;

function results(content: unknown): Tree[] {
  if (typeof content !== "object" || content === null) return [];
  const tree = content as Tree;
  const found = tree.ResultOfQualificationConfirmation;
  if (found !== undefined) return (Array.isArray(found) ? found : [found]) as Tree[];
  return Object.values(tree).flatMap((inner) => results(inner));
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
