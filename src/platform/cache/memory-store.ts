import { BoundedMap } from "@/platform/bounded-map";
import type { CacheStore } from "./cache-store";

const ENTRIES_MAX = 2_000;
const CHARACTERS_MAX = 200_000;

/** For one process: whatever is not asked for any more makes room. */
export function makeMemoryStore(): CacheStore {
  const entries = new BoundedMap<string, { value: string; until: number }>(ENTRIES_MAX);
  return {
    get: async (key) => {
      const entry = entries.get(key);
      if (entry && performance.now() < entry.until) return entry.value;
      entries.delete(key);
      return null;
    },
    set: async (key, value, lifetimeMs) => {
      if (value.length <= CHARACTERS_MAX) entries.set(key, { value, until: performance.now() + lifetimeMs });
    },
  };
}
