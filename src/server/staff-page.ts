import { headers } from "next/headers";
import { getShopSettings } from "@/modules/shop/queries";
import { getMe } from "@/modules/users/queries";
import { database } from "@/platform/database/db";
import { requestIdOf, requirePerson } from "./context";

/** What every page of the staff begins with, so that its first paint is right: who reads it, and for which shop. */
export async function beginStaffPage() {
  const now = new Date();
  const actor = await requirePerson();
  const ctx = { db: database().db, actor, now, action: "page", requestId: requestIdOf(await headers()) };
  const [me, settings] = await Promise.all([getMe(ctx), getShopSettings(ctx)]);
  return { me, settings, renderedAtMs: now.getTime() };
}
