/** A scan that is looked up, with the digits that were typed for it meanwhile. */
export type Lookup = { early: string };

/**
 * Which item a digit is the quantity of that is typed with no box under it: of what was scanned last, never of the line
 * before. A scan may be answered after one that came later; what is typed is for the later one all the same.
 */
export function createScanQuantity() {
  let newest: Lookup | undefined;
  let isAwaited = false;
  let latest: string | null = null;
  let isContinued = false;
  return {
    /** A code was scanned. */
    begin: (): Lookup => {
      newest = { early: "" };
      [latest, isContinued, isAwaited] = [null, false, true];
      return newest;
    },
    /** It was added, or refused. */
    end: (lookup: Lookup): void => {
      if (newest === lookup) isAwaited = false;
    },
    /** Its goods are added, or such as were chosen by name. @returns what was typed for them by now */
    add: (variantId: string, lookup?: Lookup): number | null => {
      const early = lookup?.early ?? "";
      const isLatest = lookup === undefined ? !isAwaited : lookup === newest;
      if (isLatest) [latest, isContinued, isAwaited] = [variantId, early !== "", false];
      return early === "" ? null : Number(early);
    },
    /** @returns the item whose box takes the digit; null where it is kept for a scan that is looked up, or of none */
    digit: (digit: string): string | null => {
      if (!isAwaited || !newest) return latest;
      newest.early += digit;
      return null;
    },
    /** The item whose first digits came before its line, once. */
    takeContinued: (hasLine: (variantId: string) => boolean): string | null => {
      if (!isContinued || latest === null || !hasLine(latest)) return null;
      isContinued = false;
      return latest;
    },
  };
}
