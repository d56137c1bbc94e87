import { getPriority, setPriority } from "node:os";
import { logger } from "@/platform/logger";

/**
 * Lets others on the same machine go first. Who has been started lower stays there: to rise is refused to most. A
 * machine that refuses even this changes nothing about the work.
 */
export function giveWay(niceness: number): void {
  try {
    if (getPriority() < niceness) setPriority(niceness);
  } catch (error) {
    logger().warn({ err: error }, "the machine lets no process give way; it works beside all others");
  }
}
