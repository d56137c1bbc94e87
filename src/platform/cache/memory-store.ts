import type { CacheStore } from "./cache-store";

/** Of all answers together, keys included: with two bytes for each at most 64 MB. */
const CHARACTERS_MAX = 32_000_000;
/** One large answer may not make everything else leave. */
const ANSWER_CHARACTERS_MAX = 200_000;

type Entry = { value: string; until: number };

/** For one process. What is over leaves as something new comes, and so does the oldest where there is no room. */
export function makeMemoryStore(charactersMax = CHARACTERS_MAX): CacheStore {
  const entries = new Map<string, Entry>();
  let characters = 0;
  const take = (key: string, entry: Entry | undefined) => {
    if (entry && entries.delete(key)) characters -= key.length + entry.value.length;
  };
  return {
    get: async (key) => {
      const entry = entries.get(key);
      return entry && performance.now() < entry.until ? entry.value : null;
    },
    set: async (key, value, lifetimeMs) => {
      if (value.length > ANSWER_CHARACTERS_MAX) return;
      const now = performance.now();
      take(key, entries.get(key));
      entries.set(key, { value, until: now + lifetimeMs });
      characters += key.length + value.length;
      // All live equally long, so the first that came are the first that are over.
      for (const [oldest, entry] of entries) {
        if (characters <= charactersMax && now < entry.until) return;
        take(oldest, entry);
      }
    },
  };
}
