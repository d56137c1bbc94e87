import { after, MINUTE_MS } from "@/cli/seed/year/calendar";
import type { Plan } from "@/cli/seed/year/make-plan";
import { Random } from "@/cli/seed/year/random";
import type { TxContext } from "@/platform/context";
import { changeAs } from "@/platform/transaction";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import type { Chapter, SampleShop, Scene } from "./chapter";

/** The books of the year end this long before now. The chapters share it, one after the other, so time never falls. */
export const TODAY_MINUTES = 60;

export type Played = {
  title: string;
  /** Why nothing of it is in the shop; null where it was played. */ leftOut: string | null;
};

/**
 * Each chapter is played whole or not at all: one that finds nothing to act on, or is refused, leaves no trace, and the
 * others go on. Whoever starts the product for the first time misses a few rows by it, and not the product.
 */
export async function playChapters(ctx: TxContext, plan: Plan, chapters: readonly Chapter[]): Promise<Played[]> {
  const random = new Random("today");
  const minutesEach = TODAY_MINUTES / chapters.length;
  let last = after(ctx.now, -TODAY_MINUTES * MINUTE_MS);
  const contextOf = ({ at, task, action, warehouseId, userId }: Scene, begins: Date) => {
    const now = after(begins, at * minutesEach * MINUTE_MS);
    if (now < last || at > 1) throw new RangeError(`${action} is out of order.`);
    last = now;
    const actor = findPerson(plan, userId ?? plan.staff.whoDoes(task, random, warehouseId));
    return { actor, now, action, requestId: newId() };
  };
  const played: Played[] = [];
  for (const [place, { title, play }] of chapters.entries()) {
    const begins = after(ctx.now, (place * minutesEach - TODAY_MINUTES) * MINUTE_MS);
    const leftOut = await whyLeftOut(ctx, async (inside) => {
      let scenes = 0;
      const perform: SampleShop["perform"] = (scene, operation) => {
        scenes += 1;
        return changeAs(inside, contextOf(scene, begins), operation);
      };
      await play({ plan, db: inside.db, now: ctx.now, random, perform });
      if (scenes === 0) throw new Error("The shop has nothing to show it with.");
    });
    played.push({ title, leftOut });
  }
  return played;
}

/** Postgres takes back what a savepoint holds, an error of its own included. */
async function whyLeftOut(ctx: TxContext, play: (inside: TxContext) => Promise<void>): Promise<string | null> {
  try {
    await ctx.db.transaction((db) => play({ ...ctx, db }));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function findPerson({ users, grants }: Plan, userId: string): Person {
  const user = users.find(({ id }) => id === userId);
  if (!user) throw new Error("Nobody of the sample shop has this id.");
  const granted = grants.filter((grant) => grant.userId === userId).map(({ warehouseId }) => warehouseId);
  return {
    kind: "person",
    userId,
    sessionId: newId(),
    name: user.name,
    role: user.role,
    warehouses: user.allWarehouses ? "all" : granted,
  };
}
