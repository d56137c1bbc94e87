import { accessChanged, sessionEnded } from "@/modules/users/contract";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { feed } from "@/platform/outbox/feed";

const ENDS: ReadonlySet<string> = new Set([accessChanged.name, sessionEnded.name]);

/**
 * Reads the sessions of a person anew as soon as any process has ended one or changed what they may do. Should the feed
 * be late, what is cached of a session is over within seconds all the same.
 */
export function hearOfAccess(): void {
  feed().hear(({ name, entityIds }) => {
    if (ENDS.has(name)) for (const userId of entityIds) dropCachedSessions(userId);
  });
}
