import type { Redis } from "@upstash/redis/cloudflare";
import { config } from "@/platform/config";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import type { CacheStore } from "./cache-store";
import { Circuit } from "./circuit";
import { makeMemoryStore } from "./memory-store";

export type SharedStore = { redis: () => Promise<Redis>; circuit: Circuit };

/** The store of all processes, where one is configured, behind one circuit for all who ask it. Loaded when asked. */
export const sharedStore = (): SharedStore | null =>
  processSingleton("shared-store", () => {
    const { store } = config();
    if (store === null) return null;
    const onOpen = (error: unknown) =>
      logger().warn({ err: error }, "the shared store does not answer; everything goes on without it");
    let connected: Promise<Redis> | undefined;
    const connect = () => import("./upstash-store").then(({ connectUpstash }) => connectUpstash(store));
    return { redis: () => (connected ??= connect()), circuit: new Circuit(onOpen) };
  });

/** Whether answers are kept at all. */
export const keepsAnswers = (): boolean => config().store !== null || config().cachesInMemory;

/** Where answers are kept, as configured; null where nowhere. */
export const cacheStore = (): CacheStore | null =>
  processSingleton("cache-store", () => {
    const shared = sharedStore();
    if (shared) return viaShared(shared);
    return keepsAnswers() ? makeMemoryStore() : null;
  });

const CHARACTERS_MAX = 200_000;
const PREFIX = "qm:answer:";

function viaShared({ redis, circuit }: SharedStore): CacheStore {
  return {
    get: (key) => circuit.run(async () => (await redis()).get<string>(PREFIX + key)),
    set: async (key, value, lifetimeMs) => {
      if (value.length > CHARACTERS_MAX) return;
      await circuit.run(async () => (await redis()).set(PREFIX + key, value, { px: lifetimeMs }));
    },
  };
}
