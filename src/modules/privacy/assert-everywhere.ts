import type { Context } from "@/platform/context";
import { worksElsewhere } from "./contract";

/** What is kept of a customer lies in every warehouse. @throws worksElsewhere */
export function assertEverywhere({ actor }: Pick<Context, "actor">): void {
  if (actor.kind === "person" && actor.warehouses !== "all") throw worksElsewhere({});
}
