import type { Context } from "@/platform/context";
import { can } from "@/shared/access";
import { fileHidden } from "./contract";

/**
 * What a file holds may be a cost in whatever column, and whoever matches the columns could have it shown as a title.
 * So it is for those alone who may see costs: all people who import, and of their keys those with that scope.
 * @throws fileHidden
 */
export function assertSeesCosts({ actor }: Pick<Context, "actor">): void {
  if (!can(actor, "catalog.see-cost")) throw fileHidden({});
}
