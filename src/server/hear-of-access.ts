import { accessChanged, keyEnded, sessionEnded } from "@/modules/users/contract";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { feed } from "@/platform/outbox/feed";

const ENDS: ReadonlySet<string> = new Set([accessChanged.name, sessionEnded.name, keyEnded.name]);

/**
 * Reads the sessions and keys of a person anew as soon as any process has ended one or changed what they may do.
 * Should the feed be late, what is cached is over within seconds all the same.
 */
export function hearOfAccess(): void {
  feed().hear(({ name, entityIds }) => {
    if (ENDS.has(name)) for (const userId of entityIds) dropCachedSessions(userId);
  });
}
