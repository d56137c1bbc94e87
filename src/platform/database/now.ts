import { sql } from "drizzle-orm";

/** The time by the database's clock. Locks and deadlines are measured by it, since the clocks of machines differ. */
export const databaseNow = sql<Date>`now()`;
