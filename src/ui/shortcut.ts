/**
 * A shortcut is keys said at once joined by "+" ("mod+k"), or keys said one after the other parted by a space ("g o").
 */
export type Stroke = { key: string; mod: boolean; shift: boolean; alt: boolean };

/** What a keydown tells, without the rest of the event, so that the rules can be tested without a browser. */
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

/** Shift is asked only where it is named: "?" already needs it on most keyboards and not on others. */
function matchesStroke(stroke: Stroke, press: KeyPress): boolean {
  return (
    press.key.toLowerCase() === stroke.key &&
    (press.metaKey || press.ctrlKey) === stroke.mod &&
    press.altKey === stroke.alt &&
    (!stroke.shift || press.shiftKey)
  );
}

/** Follows a sequence of strokes; answers true when the last one falls. A pause or a wrong key begins anew. */
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
