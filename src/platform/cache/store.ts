import type { Redis } from "@upstash/redis/cloudflare";
import { config } from "@/platform/config";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { digest } from "@/platform/secrets";
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
const SIGNATURE_CHARACTERS = 44;

/** The store is another's machine: what it gives back counts where it is signed, for its key, by a process of ours. */
const signatureOf = (key: string, value: string): string => digest(`kept answer ${key} ${value}`);

function unsigned(key: string, text: string): string | null {
  const value = text.slice(SIGNATURE_CHARACTERS);
  return text.startsWith(signatureOf(key, value)) ? value : null;
}

function viaShared({ redis, circuit }: SharedStore): CacheStore {
  return {
    get: async (key) => {
      const text = await circuit.run(async () => (await redis()).get<string>(PREFIX + key));
      return text === null ? null : unsigned(key, text);
    },
    set: async (key, value, lifetimeMs) => {
      if (value.length > CHARACTERS_MAX) return;
      const text = signatureOf(key, value) + value;
      await circuit.run(async () => (await redis()).set(PREFIX + key, text, { px: lifetimeMs }));
    },
  };
}
