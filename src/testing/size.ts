import { inject } from "vitest";

/**
 * What a test of two sizes has: the great one in `long`, each night, and the small one in `heavy`, with every change. A
 * file asks for it through this module, by which `heavy` knows that there is a small one.
 */
export const sized = <Of>(inFull: Of, inShort: Of): Of => (inject("isInFull") ? inFull : inShort);
