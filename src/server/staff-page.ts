import { getShopSettings } from "@/modules/shop/queries";
import { getMe } from "@/modules/users/queries";
import { database } from "@/platform/database/db";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";
import { requirePerson } from "./context";

/** What every page of the staff begins with, so that its first paint is right: who reads it, and for which shop. */
export async function beginStaffPage() {
  const now = currentDate();
  const actor = await requirePerson();
  const ctx = { db: database().db, actor, now, action: "page", requestId: newId() };
  const [me, settings] = await Promise.all([getMe(ctx), getShopSettings(ctx)]);
  return { me, settings, renderedAtMs: now.getTime() };
}
