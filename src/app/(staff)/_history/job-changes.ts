import * as z from "zod";
import { formatCount } from "@/shared/plural";
import { type ChangeWords, readValues, recorded } from "./change";

const Job = z.object({
  attempts: recorded(z.number()),
  reason: recorded(z.string()),
  request: recorded(z.string()),
});

/** What people did with work that was given up. */
export const JOB_CHANGES: ChangeWords = {
  verb: ({ after }) => (after === null ? "discarded" : "retried"),
  details: ({ before }) => {
    const { attempts, reason, request } = readValues(Job, before);
    return [
      ...(attempts === undefined ? [] : [`given up after ${formatCount(attempts, "attempt")}`]),
      ...(reason ? [`reason: ${reason}`] : []),
      ...(request ? [`request: ${request}`] : []),
    ];
  },
};
