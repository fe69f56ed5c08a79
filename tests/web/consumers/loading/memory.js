// The memories of all instances that WebAssembly makes from here on, to be looked into.
const memories = [];

const watch = ({ exports }) => {
  memories.push(...Object.values(exports).filter((it) => it instanceof WebAssembly.Memory));
};

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(kind, parameters) {
    const instance = Reflect.construct(kind, parameters);
    watch(instance);
    return instance;
  },
});

for (const name of ["instantiate", "instantiateStreaming"]) {
  const instantiate = WebAssembly[name];
  WebAssembly[name] = async (...parameters) => {
    const made = await instantiate(...parameters);
    watch(made.instance ?? made);
    return made;
  };
}

/** How many there have been, and how large the one in use is. */
export const size = () => ({
  instances: memories.length,
  bytes: memories.at(-1).buffer.byteLength,
});

/** In how many places of them a text stands, in the bytes it has in UTF-8. */
export function places(text) {
  const pattern = new TextEncoder().encode(text);
  let found = 0;
  for (const { buffer } of memories) {
    const bytes = new Uint8Array(buffer);
    for (let at = bytes.indexOf(pattern[0]); at >= 0; at = bytes.indexOf(pattern[0], at + 1)) {
      if (pattern.every((byte, offset) => bytes[at + offset] === byte)) found += 1;
    }
  }
  return found;
}

/** A reception that begins because the face reader's result came, to the judged result. */
export function receive({ reception }, { fileName, bytes, at }) {
  const situation = { institution: "1311234566", fileName };
  const begun = reception.begin("face-reader", situation, at);
  const step = reception.advance(begun.state, { kind: "arrived", fileName }, bytes, at);
  return step.actions.find(({ kind }) => kind === "deliver").judgement.state.messageJa;
}
