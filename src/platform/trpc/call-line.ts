import { config } from "@/platform/config";
import { FairLine, type LineLimits } from "@/platform/fair-line";
import { networkOf } from "@/platform/http/caller-address";
import { processSingleton } from "@/platform/process-singleton";
import type { Actor } from "@/shared/access";
import { defineError } from "@/shared/error";

export const tooManyCalls = defineError<Record<string, never>>(
  "platform.too-many-calls",
  "limit",
  () => "Too much is being asked at once. Nothing was changed. Wait a moment and try again.",
);

const CALLS_OF_ONE_MAX = 6;
/** Longer than any row is waited for: whoever has many calls under way makes only themselves wait. */
const WAIT_MS_MAX = 30_000;
const WAITING_OF_ONE_MAX = 500;
const WAITING_MAX = 5_000;

/**
 * The line of all calls of this process. One connection of the pool stays out of it for what every request needs first:
 * its session. One caller gets two thirds of the rest at most, even with rows that others hold.
 */
export const callLine = (): FairLine =>
  processSingleton("call-line", () => new FairLine(callLimits(config().databasePoolMax), () => tooManyCalls({})));

/** The same for the reads on replicas. */
export const replicaLine = (): FairLine =>
  processSingleton("replica-line", () => {
    const { replicaUrls, replicaPoolMax } = config();
    return new FairLine(callLimits(replicaUrls.length * replicaPoolMax), () => tooManyCalls({}));
  });

export function callLimits(connectionsMax: number): LineLimits {
  const atOnceMax = Math.max(1, connectionsMax - 1);
  const shareOfOne = Math.max(1, Math.floor((atOnceMax * 2) / 3));
  return {
    atOnceMax,
    atOncePerKeyMax: Math.min(CALLS_OF_ONE_MAX, shareOfOne),
    waitingMax: WAITING_MAX,
    waitingPerKeyMax: WAITING_OF_ONE_MAX,
    waitMsMax: WAIT_MS_MAX,
  };
}

/** A person, in however many browsers; whoever is not signed in counts by network. */
export const callerOf = ({ actor, address = "" }: { actor: Actor; address?: string | undefined }): string =>
  actor.kind === "person" ? actor.userId : `${actor.kind} ${networkOf(address)}`;
