import * as z from "zod";
import { type Change, type ChangeWords, type HistoryEntry, readValues, recorded } from "./change";

const Archivable = z.object({ archived: recorded(z.boolean()) });

/** The verbs that every kind of thing shares. */
export function lifecycleVerb({ before, after }: Change): string {
  const { archived } = readValues(Archivable, after);
  if (before !== null && archived !== undefined && readValues(Archivable, before).archived !== archived)
    return archived ? "archived" : "restored";
  if (before === null) return "created";
  return after === null ? "removed" : "edited";
}

export const LIFECYCLE_CHANGES: ChangeWords = { verb: lifecycleVerb };

/** A session is labelled by its person, who mostly is the one who acts. */
export const sessionName = ({ label, actorName }: HistoryEntry): string => (label === actorName ? "" : label);

export const SESSION_CHANGES: ChangeWords = {
  verb: ({ before }) => (before === null ? "signed in" : "signed out"),
};

export const KEY_CHANGES: ChangeWords = {
  verb: ({ before }) => (before === null ? "created the API key" : "revoked the API key"),
};

const Import = z.object({ stopped: recorded(z.boolean()) });

export const IMPORT_CHANGES: ChangeWords = {
  verb: (change) => {
    const { stopped } = readValues(Import, change.after);
    if (stopped === undefined) return lifecycleVerb(change);
    return stopped ? "stopped the import of" : "resumed the import of";
  },
};
