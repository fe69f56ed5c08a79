/** The text of a file, as far as it is shown: all of a small one, of a large one what is around problems. */

export interface SourceLine {
  /** From 1. */
  number: number;
  text: string;
}

export interface Source {
  lines: SourceLine[];
  isWhole: boolean;
}

const WHOLE = 512 << 10;
const PIECE = 1 << 20;
/** Lines before and after. */
const AROUND = 3;

/** `encoding` is what the SDK found, or none where it could not read the file. */
export async function sourceOf(file: Blob, encoding: string | null, problemLines: number[]): Promise<Source> {
  const label = encoding === null ? await declared(file) : decoderFor(encoding);
  if (file.size <= WHOLE) {
    const text = new TextDecoder(label).decode(await file.arrayBuffer());
    return { lines: text.split(/\r\n|\r|\n/).map((line, index) => ({ number: index + 1, text: line })), isWhole: true };
  }
  return { lines: await around(file, label, new Set(problemLines)), isWhole: false };
}

const decoderFor = (encoding: string): string => (/shift|932|sjis/i.test(encoding) ? "shift_jis" : "utf-8");

/** By the XML declaration, which is ASCII in either encoding. */
async function declared(file: Blob): Promise<string> {
  const head = new TextDecoder("latin1").decode(await file.slice(0, 200).arrayBuffer());
  return decoderFor(/encoding\s*=\s*["']([^"']+)/.exec(head)?.[1] ?? "utf-8");
}

/** Piece by piece, so that no more of a large file is held than is shown. */
async function around(file: Blob, label: string, wanted: Set<number>): Promise<SourceLine[]> {
  const near = (number: number) => {
    for (let line = number - AROUND; line <= number + AROUND; line += 1) if (wanted.has(line)) return true;
    return false;
  };
  const decoder = new TextDecoder(label);
  const kept: SourceLine[] = [];
  let [number, rest] = [1, ""];
  const last = Math.max(...wanted, 0) + AROUND;
  for (let offset = 0; offset < file.size && number <= last; offset += PIECE) {
    const lines = (rest + decoder.decode(await file.slice(offset, offset + PIECE).arrayBuffer(), { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      if (near(number)) kept.push({ number, text });
      number += 1;
    }
  }
  if (near(number)) kept.push({ number, text: rest });
  return kept;
}
