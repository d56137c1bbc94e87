import type { Plan } from "@/cli/seed/year/make-plan";
import type { Task } from "@/cli/seed/year/make-staff";
import type { Random } from "@/cli/seed/year/random";
import type { TxContext } from "@/platform/context";

/** Who does something, when and where. The person is one of the staff whose task it is, at that warehouse. */
export type Scene = {
  /** From 0, the beginning of the chapter, to 1, its end; never before the scene that was performed last. */
  at: number;
  task: Task;
  /** The procedure's path, as in `inventory.receiveStock`: it names the change in the history. */
  action: string;
  warehouseId: string;
  /** The person, where it is who did an earlier scene. */
  userId?: string;
};

export type SampleShop = {
  /** Rows of the loaded year: people, places, goods, stock and orders to act on. */
  plan: Plan;
  /** The database as it stands by now, to choose from. What changes goes through `perform`. */
  db: TxContext["db"];
  /** When the last hour ends. */
  now: Date;
  random: Random;
  /** Runs one operation as that person at that moment, with audit and outbox rows of its own. */
  perform: <Result>(scene: Scene, operation: (ctx: TxContext) => Promise<Result>) => Promise<Result>;
};

/**
 * A module's part of the sample shop, played through its own operations on top of the loaded year. A module adds one
 * file here and one line in `chapters.ts`; it does not touch the books in `seed/year`. It chooses what it acts on by
 * what that is: where the shop has none of it, the chapter leaves that out.
 */
export type Chapter = {
  title: string;
  play: (shop: SampleShop) => Promise<void>;
};
