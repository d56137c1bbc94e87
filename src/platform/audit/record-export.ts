import { eq } from "drizzle-orm";
import { actorId, type Context, keyOf } from "@/platform/context";
import { newId } from "@/shared/id";
import { recordSession } from "./record-session";
import { listExports } from "./schema";

type Asked = Pick<Context, "actor" | "now" | "requestId" | "sessionId" | "db">;
type Export = { list: string; filters: Readonly<Record<string, unknown>>; address: string };
type Left = { rows: number; isWhole: boolean };

const SOMETHING = "(something)";

/**
 * Records what is about to leave as a file, and by whom: what cannot be recorded does not leave.
 * @returns what adds how much has left
 */
export async function recordExport(
  ctx: Asked,
  { list, filters: asked, address }: Export,
): Promise<(left: Left) => Promise<void>> {
  const id = newId();
  const filters = asked["search"] ? { ...asked, search: SOMETHING } : asked;
  await ctx.db.insert(listExports).values({
    id,
    beganAt: ctx.now,
    userId: actorId(ctx),
    keyId: keyOf(ctx)?.keyId ?? null,
    address,
    list,
    filters,
    requestId: ctx.requestId,
  });
  await recordSession(ctx, id);
  return async (left) => {
    await ctx.db.update(listExports).set(left).where(eq(listExports.id, id));
  };
}
