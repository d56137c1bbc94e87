const CHARACTERS_MAX = 300;
const HIDDEN = "[hidden]";

/** In this order: what is hidden whole would otherwise be cut into parts that look harmless. */
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/[a-z][a-z0-9+.-]*:\/\/\S+/gi, "[address]"],
  [/\bdata:\S+/gi, "[address]"],
  [/\S+@\S+/g, "[email]"],
  [
    /\b(password|passwd|secret|token|cookie|authorization|bearer|key|otp|seed)\b(["']?\s*[:=]\s*|\s+is\s+)\S.*/gi,
    `$1 ${HIDDEN}`,
  ],
  // A property that the engine names is part of the program.
  [/\((reading|setting) '([A-Za-z_$]{1,40})'\)/g, "($1 $2)"],
  [/"[^"]*"?/g, `"${HIDDEN}"`],
  [/“[^”]*”?/g, `"${HIDDEN}"`],
  [/`[^`]*`?/g, `"${HIDDEN}"`],
  [/(?<!\w)'[^']*'?/g, `"${HIDDEN}"`],
];
const WORD = /[^\s"()[\],;]+/g;
const SHORT = 6;
const LONG = 24;
const CONSTRAINT = /^[a-z]+(?:_[a-z]+)+[.:]?$/;

/** An id, a number that somebody has, a token: long with a digit in it, or longer than words are. */
const isValue = (word: string): boolean =>
  (word.length > SHORT && /\d/.test(word)) || (word.length > LONG && !CONSTRAINT.test(word));

/**
 * The words of an error's message, without what looks like a value: it may be what somebody typed, or a secret. The
 * log has the whole message under the number that is reported beside it.
 */
export function redactMessage(message: string): string {
  // Cut first, so that whoever makes a message long makes nobody work.
  let text = message.slice(0, CHARACTERS_MAX);
  for (const [value, hidden] of VALUES) text = text.replace(value, hidden);
  return text.replace(WORD, (word) => (isValue(word) ? HIDDEN : word));
}
