import type { Context } from "@/platform/context";
import { auditSessions } from "./schema";

/** Records in which session it was that something was refused or left, under the id of what is told of it. */
export async function recordSession({ db, sessionId }: Pick<Context, "db" | "sessionId">, id: string): Promise<void> {
  if (sessionId) await db.insert(auditSessions).values({ id, sessionId });
}
