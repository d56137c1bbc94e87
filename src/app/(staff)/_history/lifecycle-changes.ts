import { z } from "zod";
import { type Change, type ChangeWords, readValues, recorded } from "./change";

const Archivable = z.object({ archived: recorded(z.boolean()) });

/** The verbs that every kind of thing shares. */
export function lifecycleVerb({ before, after }: Change): string {
  const { archived } = readValues(Archivable, after);
  if (before !== null && archived !== undefined && readValues(Archivable, before).archived !== archived)
    return archived ? "archived" : "brought back";
  if (before === null) return "created";
  return after === null ? "removed" : "edited";
}

export const LIFECYCLE_CHANGES: ChangeWords = { verb: lifecycleVerb };

export const SESSION_CHANGES: ChangeWords = {
  verb: ({ before }) => (before === null ? "signed in:" : "signed out:"),
};

const Import = z.object({ stopped: recorded(z.boolean()) });

export const IMPORT_CHANGES: ChangeWords = {
  verb: (change) => {
    const { stopped } = readValues(Import, change.after);
    if (stopped === undefined) return lifecycleVerb(change);
    return stopped ? "was stopped by a fault in" : "went on with";
  },
};
