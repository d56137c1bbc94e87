/** A shortcut is keys pressed together, joined by "+" ("mod+k"), or in sequence, joined by a space ("g o"). */
export type Stroke = { key: string; mod: boolean; shift: boolean; alt: boolean };

/** The part of a keydown event that matters, so that the rules can be tested without a browser. */
export type KeyPress = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey">;

export const SEQUENCE_PAUSE_MAX_MS = 900;

function parseShortcut(keys: string): Stroke[] {
  return keys.split(" ").map((stroke) => {
    const parts = stroke.toLowerCase().split("+");
    return {
      key: parts.at(-1) ?? "",
      mod: parts.includes("mod"),
      shift: parts.includes("shift"),
      alt: parts.includes("alt"),
    };
  });
}

const isLetter = (key: string): boolean => /^[a-z]$/.test(key);

/** Shift makes another shortcut of a letter. Of a sign it makes none: "?" needs it on most keyboards, not on others. */
function matchesStroke(stroke: Stroke, press: KeyPress): boolean {
  return (
    press.key.toLowerCase() === stroke.key &&
    (press.metaKey || press.ctrlKey) === stroke.mod &&
    press.altKey === stroke.alt &&
    (isLetter(stroke.key) ? press.shiftKey === stroke.shift : !stroke.shift || press.shiftKey)
  );
}

/** Follows a sequence of strokes and returns true at the last one. A pause or a wrong key starts over. */
export function createShortcutMatcher(keys: string) {
  const strokes = parseShortcut(keys);
  let next = 0;
  let lastAt = 0;
  return (press: KeyPress, atMs: number): boolean => {
    if (atMs - lastAt > SEQUENCE_PAUSE_MAX_MS) next = 0;
    const expected = strokes[next];
    const first = strokes[0];
    if (expected && matchesStroke(expected, press)) next += 1;
    else next = first && matchesStroke(first, press) ? 1 : 0;
    lastAt = atMs;
    if (next < strokes.length) return false;
    next = 0;
    return true;
  };
}
