import { alerts, notices } from "@/modules/notifications/schema";
import { takeNotice } from "@/modules/notifications/take-notice";
import type { Context } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { systemContext } from "./context";
import { publishAll } from "./outbox";

type Place = { ctx: Context; warehouseId: string };

/** Publishes what has happened and lets it be told, as relay and worker do. Returns how many facts were read. */
export async function tellAll(db: Db, now = new Date()): Promise<number> {
  await publishAll(db);
  let read = 0;
  for (let more = await takeNotice(systemContext(db, { now })); more > 0;) {
    read += more;
    more = await takeNotice(systemContext(db, { now }));
  }
  return read;
}

/** Something in the inbox of everyone who works in the shop's warehouse. */
export async function aNotice({ ctx, warehouseId }: Place) {
  const noticeId = newId();
  await ctx.db
    .insert(notices)
    .values({ id: noticeId, kind: "order-held", warehouseId, label: "#1", createdAt: ctx.now, changedAt: ctx.now });
  return { noticeId };
}

export async function anAlert({ ctx, warehouseId }: Place) {
  const alertId = newId();
  await ctx.db.insert(alerts).values({
    id: alertId,
    kind: "order-overdue",
    cause: alertId,
    warehouseId,
    label: "#1",
    openedAt: ctx.now,
    noticedAt: ctx.now,
  });
  return { alertId };
}
