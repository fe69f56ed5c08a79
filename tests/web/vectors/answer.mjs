// One question to the package, in Node or in a page: by name, or through a typed
// function. The answer is JSON text.

/**
 * Answers a question of `{ operation, input, payload }` or `{ function, arguments }`. What
 * a function gives, or an error has as `problems`, is noted by its name.
 */
export function answer(onshi, question, note = () => {}) {
  try {
    const given = ask(onshi, question);
    if (question.function) note(path(question.function).join("."), given);
    return JSON.stringify({ answer: given }, plain);
  } catch (error) {
    if (error instanceof onshi.OnshiError) {
      note("problems", error.problems);
      return JSON.stringify({ problems: error.problems });
    }
    return JSON.stringify({ broken: String(error?.stack ?? error) });
  }
}

function ask(onshi, { operation, input, payload, function: name, arguments: list }) {
  if (name === undefined) return onshi.invoke(operation, input, bytes(payload));
  const [group, member] = path(name);
  return onshi[group][member](...list.map(argument));
}

/** What a marked argument is to the caller. */
function argument(marked) {
  if ("value" in marked) return marked.value;
  if ("base64" in marked) return bytes(marked.base64);
  if ("list" in marked) return marked.list.map(argument);
  if ("record" in marked) {
    return Object.fromEntries(Object.entries(marked.record).map(([name, value]) => [name, argument(value)]));
  }
  return undefined;
}

/** Bytes as base64, as `invoke` has them; whatever is no plain value is a mistake. */
function plain(_, value) {
  if (value instanceof Uint8Array) return btoa(String.fromCharCode(...value));
  const isPlain = value === null || typeof value !== "object" ||
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));
  if (!isPlain || typeof value === "function" || value === undefined) {
    throw new TypeError(`an answer with ${Object.prototype.toString.call(value)}`);
  }
  return value;
}

const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const path = (name) => name.split(".").map(camelCase);

const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
