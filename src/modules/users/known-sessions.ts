import { processSingleton } from "@/platform/process-singleton";
import type { Person } from "@/shared/access";

/** The longest a request may rely on what was read before: other processes learn of a change no later than this. */
export const KNOWN_SESSION_MS = 3_000;
const KNOWN_SESSIONS_MAX = 10_000;

type Known = { person: Person | null; until: number };
type Memory = { sessions: Map<string, Known>; distrusted: Map<string, number> };

const memory = (): Memory =>
  processSingleton("users.known-sessions", () => ({ sessions: new Map(), distrusted: new Map() }));

/** Who a session belongs to, read at most a few seconds ago; undefined when the database must be asked. */
export function recallSession(sessionId: string): Person | null | undefined {
  const known = memory().sessions.get(sessionId);
  if (known && performance.now() < known.until) return known.person;
  memory().sessions.delete(sessionId);
  return undefined;
}

export function rememberSession(sessionId: string, person: Person | null): void {
  const { sessions, distrusted } = memory();
  const now = performance.now();
  if (person && now < (distrusted.get(person.userId) ?? 0)) return;
  if (sessions.size >= KNOWN_SESSIONS_MAX) sessions.clear();
  sessions.set(sessionId, { person, until: now + KNOWN_SESSION_MS });
}

/**
 * Drops what this process knows of a person whose access changes, and learns nothing new for a while: the change is
 * not committed yet, and a request just now would still read, and remember, the old row.
 */
export function forgetPerson(userId: string): void {
  const { sessions, distrusted } = memory();
  const now = performance.now();
  for (const [id, until] of distrusted) if (until < now) distrusted.delete(id);
  distrusted.set(userId, now + KNOWN_SESSION_MS);
  for (const [sessionId, { person }] of sessions) if (person?.userId === userId) sessions.delete(sessionId);
}
