import { BoundedMap } from "@/platform/bounded-map";
import { processSingleton } from "@/platform/process-singleton";
import { measure } from "@/platform/telemetry/measure";
import type { Person } from "@/shared/access";

/** The longest that a session is cached: other processes see a change no later than this. */
export const SESSION_CACHED_MS = 3_000;
const CACHED_SESSIONS_MAX = 10_000;

type Entry = { person: Person | null; until: number };
type Cache = { sessions: BoundedMap<string, Entry>; changing: Map<string, number> };

const cache = (): Cache =>
  processSingleton("users.session-cache", () => ({
    sessions: new BoundedMap(CACHED_SESSIONS_MAX),
    changing: new Map(),
  }));

/** The cached person of a session, null where it is not valid; undefined when it must be read from the database. */
export function findCachedSession(sessionId: string): Person | null | undefined {
  const { sessions } = cache();
  const entry = sessions.get(sessionId);
  const isFresh = entry !== undefined && performance.now() < entry.until;
  measure("lookup", 1, { cache: "sessions", result: isFresh ? "hit" : "miss" });
  if (isFresh) return entry.person;
  sessions.delete(sessionId);
  return undefined;
}

export function cacheSession(sessionId: string, person: Person | null): void {
  const { sessions, changing } = cache();
  const now = performance.now();
  if (person && now < (changing.get(person.userId) ?? 0)) return;
  sessions.set(sessionId, { person, until: now + SESSION_CACHED_MS });
}

/**
 * Drops the cached sessions of a person whose access changes, and caches none of them for a while: until the change is
 * committed, a request reads the old row.
 */
export function dropCachedSessions(userId: string): void {
  const { sessions, changing } = cache();
  const now = performance.now();
  for (const [id, until] of changing) if (until < now) changing.delete(id);
  changing.set(userId, now + SESSION_CACHED_MS);
  for (const [sessionId, { person }] of sessions) if (person?.userId === userId) sessions.delete(sessionId);
}
