/** Live events invalidate queries, so time alone rarely needs to. */
export const QUERY_STALE_MS = 60_000;
