/**
 * Where answers are kept for a while, for this process or for all. It may forget anything at any time, and never fails:
 * what it cannot say it does not know.
 */
export type CacheStore = {
  readonly get: (key: string) => Promise<string | null>;
  readonly set: (key: string, value: string, lifetimeMs: number) => Promise<void>;
};
