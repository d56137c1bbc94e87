import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { actorId, type Context } from "@/platform/context";
import { can } from "@/shared/access";
import { kindOf, NOTICE_KINDS, type NoticeKind } from "./kind";

type About = { kind: PgColumn; warehouseId: PgColumn; userId?: PgColumn };
type Asking = Pick<Context, "actor">;

/**
 * The condition on notices or alerts that this person may read, by what they may do now. A kind that is not in the list
 * of kinds is nobody's.
 */
export function visibleTo(ctx: Asking, { kind, warehouseId, userId }: About): SQL | undefined {
  const nobodys = userId && isNull(userId);
  return or(
    and(nobodys, ofKinds(kind, permitted(ctx, "warehouse")), warehouseScope(ctx, warehouseId)),
    and(nobodys, ofKinds(kind, permitted(ctx, "shop"))),
    userId && and(eq(userId, actorId(ctx) ?? sql`null`), ofKinds(kind, permitted(ctx, "person"))),
  );
}

const permitted = (ctx: Asking, wanted: string): NoticeKind[] =>
  NOTICE_KINDS.filter((kind) => {
    const { audience, permission } = kindOf(kind);
    return audience === wanted && can(ctx.actor, permission);
  });

const ofKinds = (column: PgColumn, kinds: readonly NoticeKind[]): SQL =>
  kinds.length === 0 ? sql`false` : inArray(column, [...kinds]);
