/** A scanner types far faster than a hand: keys further apart than this belong to a person. */
export const SCAN_PAUSE_MAX_MS = 50;
/** Shorter bursts are fast typing, not codes. */
const SCAN_LENGTH_MIN = 4;
/** The longest code expected in a two-dimensional symbol. */
export const SCAN_LENGTH_MAX = 512;

/** Ends a variable-length part inside a GS1 code (ASCII 29); keyboard scanners send it as Ctrl+]. */
export const GROUP_SEPARATOR = "\u001d";

/** The scanned text, cut to the maximum and without control characters other than the GS1 separator. */
export function cleanScan(text: string): string {
  return [...text]
    .filter((character) => character === GROUP_SEPARATOR || !/\p{Cc}/u.test(character))
    .join("")
    .trim()
    .slice(0, SCAN_LENGTH_MAX);
}

type Press = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

export type BurstStep = { state: "idle" } | { state: "inside" } | { state: "scanned"; text: string };

const isSeparator = (press: Press) => (press.ctrlKey && press.key === "]") || press.key === GROUP_SEPARATOR;

/** Distinguishes a scanner's burst, which Enter or Tab ends, from a person's typing. */
export function createScanBurst() {
  let text = "";
  let lastAt = Number.NEGATIVE_INFINITY;

  return (press: Press, atMs: number): BurstStep => {
    const inTime = atMs - lastAt <= SCAN_PAUSE_MAX_MS;
    if (!inTime) text = "";
    lastAt = atMs;

    if (press.key === "Enter" || press.key === "Tab") {
      const scanned = cleanScan(text);
      text = "";
      return scanned.length >= SCAN_LENGTH_MIN ? { state: "scanned", text: scanned } : { state: "idle" };
    }
    if (isSeparator(press)) text += GROUP_SEPARATOR;
    else if (press.ctrlKey || press.metaKey || press.altKey) text = "";
    else if ([...press.key].length === 1) text += press.key;
    text = text.slice(0, SCAN_LENGTH_MAX);
    // From the second key on it is a scanner's burst: its keys must not press the focused button.
    return text.length >= 2 ? { state: "inside" } : { state: "idle" };
  };
}
