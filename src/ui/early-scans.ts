import { cleanScan, type createScanBurst } from "./scan-burst";

/*
 * A scanner does not wait until a page is awake. What it types while no box listens is kept, by a script that runs
 * before any other, and the first box that listens reads it.
 */

type EarlyPress = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; atMs: number };
/** A code that was typed into a scan box that could not send it yet. */
type EarlyText = { text: string; atMs: number };

declare global {
  interface Window {
    earlyScans?: { kept: (EarlyPress | EarlyText)[]; isHeard: boolean };
  }
}

/** Longer ago, a person has long scanned again, or is somebody else. */
const EARLY_AGE_MAX_MS = 60_000;

/** Marks the input of a scan box, and whether React answers for it already. */
export const SCAN_INPUT = "data-scan-input";
export const AWAKE = "data-awake";

/**
 * Goes into the page as the text of a script element, where React would escape quotes, angle brackets and ampersands:
 * it has none.
 */
export const EARLY_SCANS_SCRIPT = `(function () {
  var state = { kept: [], isHeard: false };
  window.earlyScans = state;
  function keep(entry) {
    state.kept.push(entry);
    if (state.kept.length === 1025) state.kept.shift();
  }
  addEventListener(\`keydown\`, function (event) {
    var target = event.target;
    if (target.matches === undefined) return;
    if (target.matches(\`input[${SCAN_INPUT}]:not([${AWAKE}])\`)) {
      if (event.key !== \`Enter\`) return;
      event.preventDefault();
      keep({ text: target.value, atMs: event.timeStamp });
      target.value = \`\`;
      return;
    }
    if (state.isHeard) return;
    if (target.matches(\`input, textarea, select, [contenteditable], [role=menu] *, [role=listbox] *\`)) return;
    keep({
      key: event.key,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      atMs: event.timeStamp,
    });
  }, true);
})();`;

/** What was scanned before; from now on the caller hears every key itself, beginning in the middle of a burst. */
export function takeEarlyScans(press: ReturnType<typeof createScanBurst>): string[] {
  const early = window.earlyScans;
  if (!early) return [];
  early.isHeard = true;
  const since = performance.now() - EARLY_AGE_MAX_MS;
  return early.kept
    .splice(0)
    .filter(({ atMs }) => atMs >= since)
    .flatMap((entry) => {
      if ("text" in entry) return cleanScan(entry.text) || [];
      const step = press(entry, entry.atMs);
      return step.state === "scanned" ? step.text : [];
    });
}

/** Nobody listens any more: what is scanned is kept for the next box. */
export function keepEarlyScans(): void {
  if (window.earlyScans) window.earlyScans.isHeard = false;
}
