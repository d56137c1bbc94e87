import type { Ratelimit } from "@upstash/ratelimit";
import { BoundedMap } from "@/platform/bounded-map";
import { processSingleton } from "@/platform/process-singleton";
import { digest } from "@/platform/secrets";
import { type SharedStore, sharedStore } from "./store";

/**
 * How much one person, or one network of people who are not signed in, may ask for in a while over all processes. Far
 * above what hands and screens do: it stops a program that went wild, or a guesser. A network may be a whole warehouse
 * that begins its shift; wrong passwords close it much sooner, by the limits in the database.
 */
const LIMITS = {
  query: { calls: 1_000, seconds: 10 },
  mutation: { calls: 200, seconds: 10 },
  /** Half of what its person may, who goes on working while a program of theirs goes wild. */
  "query by key": { calls: 500, seconds: 10 },
  "mutation by key": { calls: 100, seconds: 10 },
  /** Of a network: keys that this process does not know of the last seconds, good or bad. */
  "key look-up": { calls: 300, seconds: 10 },
  /** Of a person, in all ways: each may be a hundred thousand rows. */
  export: { calls: 20, seconds: 60 },
  "sign-in": { calls: 300, seconds: 60 },
} as const satisfies Record<string, { calls: number; seconds: number }>;
export type CallClass = keyof typeof LIMITS;

/**
 * Behind all others stand limits of each process and of the database, which need no store. Behind this one does not:
 * whoever makes up keys has a row looked for with each.
 */
const COUNTED_HERE: ReadonlySet<CallClass> = new Set(["key look-up"]);
const CALLERS_COUNTED_MAX = 10_000;

/** Counts one call, and answers whether it is within the limit, as far as this process knows where no store does. */
export async function isWithinLimit(kind: CallClass, caller: string): Promise<boolean> {
  const shared = sharedStore();
  const answer = await shared?.circuit.run(async () => {
    const limiter = await limiterFor(kind, shared);
    const { success, reason } = await limiter.limit(digest(`calls of ${caller}`));
    // The package says yes when the store is silent; here that counts as away.
    if (reason === "timeout") throw new Error("The shared store gave no answer in time.");
    return success;
  });
  return answer ?? isWithinHere(kind, caller);
}

type Counted = { until: number; calls: number };

/** Counts by the while that begins with a caller's first call, and only those who were here of late. */
function isWithinHere(kind: CallClass, caller: string): boolean {
  if (!COUNTED_HERE.has(kind)) return true;
  const counted = processSingleton(`calls-counted.${kind}`, () => new BoundedMap<string, Counted>(CALLERS_COUNTED_MAX));
  const { calls, seconds } = LIMITS[kind];
  const now = performance.now();
  const before = counted.get(caller);
  const current = before && now < before.until ? before : { until: now + seconds * 1_000, calls: 0 };
  current.calls += 1;
  counted.set(caller, current);
  return current.calls <= calls;
}

/** The package is loaded when the first call is counted. */
const limiterFor = (kind: CallClass, { redis }: SharedStore): Promise<Ratelimit> =>
  processSingleton(`rate-limit.${kind}`, async () => {
    const [{ Ratelimit }, connection] = await Promise.all([import("@upstash/ratelimit"), redis()]);
    const { calls, seconds } = LIMITS[kind];
    return new Ratelimit({
      redis: connection,
      limiter: Ratelimit.slidingWindow(calls, `${seconds} s`),
      prefix: `qm:limit:${kind}`,
    });
  });
