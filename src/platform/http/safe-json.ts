import { parseJson } from "@/shared/json";

const NESTING_MAX = 20;
/** Far more than the longest list that any input takes, and few enough to check each. */
const ITEMS_MAX = 5_000;
const VALUES_MAX = 50_000;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);
/** Only text that holds one of these, plainly or escaped, needs the closer look. */
const SUSPICIOUS_TEXT = /__proto__|constructor|prototype|\\u/;

/** The character U+0000 and halves of surrogate pairs: JSON can write them, Postgres cannot keep them. */
const UNSTORABLE_CHARACTERS = /[\0\p{Surrogate}]/u;

/**
 * Whether JSON may be handed on: not nested or long beyond reason, without a key that stands twice in an object (of
 * which readers see one or the other), without keys that reach an object's prototype, and without characters that no
 * row can hold. Text that is no JSON at all is for the parser to refuse.
 */
export function isSafeJson(text: string): boolean {
  return isWellShaped(text) && (!SUSPICIOUS_TEXT.test(text) || isCleanThroughout(text));
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

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OBJECT_BEGIN, OBJECT_END, LIST_BEGIN, LIST_END] = [0x7b, 0x7d, 0x5b, 0x5d];

/** An object has its keys so far, a list has none. */
type Frame = { keys: Set<string> | null; commas: number };

/** One look at each character: parsing very deep text can itself fail, and checking a very long list takes its time. */
function isWellShaped(text: string): boolean {
  const frames: Frame[] = [];
  let values = 0;
  let isKeyNext = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const frame = frames.at(-1);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (isKeyNext && frame?.keys && !isNewKey(frame.keys, text.slice(at, end + 1))) return false;
      isKeyNext = false;
      at = end;
    } else if (code === OBJECT_BEGIN || code === LIST_BEGIN) {
      isKeyNext = code === OBJECT_BEGIN;
      frames.push({ keys: isKeyNext ? new Set() : null, commas: 0 });
      if (frames.length > NESTING_MAX) return false;
    } else if (code === OBJECT_END || code === LIST_END) {
      frames.pop();
    } else if (code === COMMA && frame) {
      isKeyNext = frame.keys !== null;
      frame.commas += 1;
      values += 1;
      if (frame.commas >= ITEMS_MAX || values >= VALUES_MAX) return false;
    }
  }
  return true;
}

function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

/** Two spellings of a key are one key. What cannot be read as a string is for the parser to refuse. */
function isNewKey(keys: Set<string>, quoted: string): boolean {
  const parsed: unknown = quoted.includes("\\") ? parseJson(quoted) : quoted.slice(1, -1);
  const key = typeof parsed === "string" ? parsed : quoted;
  if (keys.has(key)) return false;
  keys.add(key);
  return true;
}
