const NESTING_MAX = 20;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);
/** Only text that holds one of these, plainly or escaped, needs the closer look. */
const SUSPICIOUS_TEXT = /__proto__|constructor|prototype|\\u/;

/** The character U+0000 and halves of surrogate pairs: JSON can write them, Postgres cannot keep them. */
const UNSTORABLE_CHARACTERS = /[\0\p{Surrogate}]/u;

/**
 * Whether JSON may be handed on: not nested beyond reason, without keys that reach an object's prototype, and without
 * characters that no row can hold. Text that is no JSON at all is for the parser to refuse.
 */
export function isSafeJson(text: string): boolean {
  return nestingOf(text) <= NESTING_MAX && (!SUSPICIOUS_TEXT.test(text) || isCleanThroughout(text));
}

function isCleanThroughout(text: string): boolean {
  let clean = true;
  try {
    JSON.parse(text, (key, value: unknown) => {
      if (
        FORBIDDEN_KEYS.has(key) ||
        UNSTORABLE_CHARACTERS.test(key) ||
        (typeof value === "string" && UNSTORABLE_CHARACTERS.test(value))
      )
        clean = false;
      return value;
    });
  } catch {
    return false;
  }
  return clean;
}

/** How deep brackets lie in brackets, outside of strings: counted, since parsing very deep text can itself fail. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, (depth += 1));
    else if (character === "}" || character === "]") depth -= 1;
  }
  return deepest;
}
