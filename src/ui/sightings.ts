/** One code that a look at the camera's picture found. */
export type Sighting = {
  code: string;
  /** Its symbol carries a check of its own, so that a misread one is no code at all. */
  isChecked: boolean;
  /** How far from the middle of the picture, whose sides are 1. */
  offCentre: number;
};

/** Out of view for so long, a code has left: when it is seen again, it is on another item. */
export const GONE_AFTER_MS = 1_000;
/** A code beside one that has counted and is still in view counts when somebody aims at it for so long. */
export const AIMED_MS = 600;
const LOOKS_MIN = { checked: 1, unchecked: 2 } as const;

type Held = { looks: number; hasCounted: boolean; missedAt: number | null };

const nearest = (seen: readonly Sighting[]): Sighting | undefined =>
  seen.toSorted((one, other) => one.offCentre - other.offCentre)[0];

/**
 * Says look by look which code counts now, if any. A camera sees a code many times a second, so one that is held in
 * view counts once; of several in view the one nearest to the middle is meant. Time out of view runs from the first
 * look that missed it: between two looks of a slow device nothing leaves.
 */
export function createSightings() {
  const held = new Map<string, Held>();
  let aimed = { code: "", sinceMs: 0 };

  const isGone = ({ missedAt }: Held, atMs: number) => missedAt !== null && atMs - missedAt >= GONE_AFTER_MS;
  const note = (seen: readonly Sighting[], atMs: number): void => {
    const inView = new Set(seen.map(({ code }) => code));
    for (const [code, state] of held) {
      if (isGone(state, atMs)) held.delete(code);
      else if (!inView.has(code)) state.missedAt ??= atMs;
    }
    for (const code of inView) {
      const before = held.get(code);
      held.set(code, { looks: (before?.looks ?? 0) + 1, hasCounted: before?.hasCounted ?? false, missedAt: null });
    }
  };
  const isBesideCounted = (code: string): boolean =>
    [...held].some(([other, { hasCounted, missedAt }]) => other !== code && hasCounted && missedAt === null);

  return (seen: readonly Sighting[], atMs: number): string | null => {
    note(seen, atMs);
    const meant = nearest(seen);
    if (!meant) return null;
    const { code, isChecked } = meant;
    if (aimed.code !== code) aimed = { code, sinceMs: atMs };
    const state = held.get(code);
    if (!state || state.hasCounted || state.looks < LOOKS_MIN[isChecked ? "checked" : "unchecked"]) return null;
    if (isBesideCounted(code) && atMs - aimed.sinceMs < AIMED_MS) return null;
    state.hasCounted = true;
    return code;
  };
}
