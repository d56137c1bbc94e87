import { eq } from "drizzle-orm";
import { actorId, type ReadContext } from "@/platform/context";
import { can } from "@/shared/access";
import { kindOf, NOTICE_KINDS, type NoticeKind } from "./kind";
import { inboxes, notificationChoices } from "./schema";

/** How the person who asks is told of each kind that they may read of, and when emails come. */
export async function getChoices(ctx: ReadContext) {
  const own = actorId(ctx) ?? "";
  const [chosen, [inbox]] = await Promise.all([
    ctx.db.select().from(notificationChoices).where(eq(notificationChoices.userId, own)),
    ctx.db.select().from(inboxes).where(eq(inboxes.userId, own)),
  ]);
  const { digestHour = null, quietFrom = null, quietUntil = null } = inbox ?? {};
  return {
    kinds: NOTICE_KINDS.filter((kind) => can(ctx.actor, kindOf(kind).permission)).map((kind) => {
      const choice = chosen.find((each) => each.kind === kind);
      const { mayStop, mail } = kindOf(kind);
      return { kind, app: !mayStop || (choice?.app ?? true), mail: !mayStop || (choice?.mail ?? mail) };
    }),
    schedule: { digestHour, quietFrom, quietUntil },
  };
}

/** The kinds that come by email as the person who asks wants it. */
export async function chosenForMail(ctx: ReadContext): Promise<NoticeKind[]> {
  const { kinds } = await getChoices(ctx);
  return kinds.filter(({ kind, mail }) => mail && kindOf(kind).mayStop).map(({ kind }) => kind);
}
