import { after, MINUTE_MS } from "@/cli/seed/year/calendar";
import type { Plan } from "@/cli/seed/year/make-plan";
import { Random } from "@/cli/seed/year/random";
import type { TxContext } from "@/platform/context";
import { changeAs } from "@/platform/transaction";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import type { Chapter, Scene } from "./chapter";

/** The books of the year end this long before now. The chapters share it, one after the other, so time never falls. */
export const TODAY_MINUTES = 60;

export async function playChapters(ctx: TxContext, plan: Plan, chapters: readonly Chapter[]): Promise<void> {
  const random = new Random("today");
  const minutesEach = TODAY_MINUTES / chapters.length;
  let last = after(ctx.now, -TODAY_MINUTES * MINUTE_MS);
  for (const [place, { title, play }] of chapters.entries()) {
    const begins = after(ctx.now, (place * minutesEach - TODAY_MINUTES) * MINUTE_MS);
    const contextOf = ({ at, task, action, warehouseId }: Scene) => {
      const now = after(begins, at * minutesEach * MINUTE_MS);
      if (now < last || at > 1) throw new RangeError(`${action} of "${title}" is out of order.`);
      last = now;
      const actor = findPerson(plan, plan.staff.whoDoes(task, random, warehouseId));
      return { actor, now, action, requestId: newId() };
    };
    await play({ plan, random, perform: (scene, operation) => changeAs(ctx, contextOf(scene), operation) });
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
