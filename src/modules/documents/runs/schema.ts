import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { users } from "@/modules/users/schema";
import { id, instant, jsonObject, objectCheck } from "@/platform/database/columns";
import type { RunDocument, RunFailure } from "./run";

/** Documents that somebody has printed into one file. It goes after a day, and its file soon after. */
export const printRuns = pgTable(
  "print_runs",
  {
    id: id(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: instant("asked_at").notNull(),
    /** In the order of the list. */
    asked: jsonObject<{ documents: readonly RunDocument[] }>("asked").notNull(),
    total: integer("total").notNull(),
    done: integer("done").notNull().default(0),
    failed: jsonObject<{ lines: readonly RunFailure[] }>("failed").notNull(),
    endedAt: instant("ended_at"),
    /** Empty while it is printed, and where nothing could be. */
    fileKey: text("file_key").notNull().default(""),
  },
  (t) => [
    index("print_runs_of_person").on(t.askedBy, t.askedAt),
    index("print_runs_by_age").on(t.askedAt),
    check("print_runs_do_no_more_than_asked", sql`0 <= ${t.done} and ${t.done} <= ${t.total}`),
    check("print_runs_have_a_file_at_their_end", sql`${t.fileKey} = '' or ${t.endedAt} is not null`),
    objectCheck("print_runs", t.asked),
    objectCheck("print_runs", t.failed),
  ],
);
