import type { Sql } from "postgres";
import { hashPassword } from "@/modules/users/password";
import { sessions, users } from "@/modules/users/schema";
import { SESSION_ABSOLUTE_MS } from "@/modules/users/sessions/session";
import type { Db } from "@/platform/database/db";
import type { Person, Role } from "@/shared/access";
import { newId } from "@/shared/id";

export const TEST_PASSWORD = "nine blue kettles sing";

let hashOfTestPassword: Promise<string> | undefined;

type Options = { role?: Role; name?: string; email?: string; status?: "active" | "disabled"; passwordHash?: string };

/** A try to sign in, from one place. */
export const aTry = (email: string, password = TEST_PASSWORD) => ({
  email,
  password,
  userAgent: "Tests/1",
  address: "192.0.2.1",
});

/** Someone who can sign in with `TEST_PASSWORD`. */
export async function aPerson(
  db: Db,
  options: Options = {},
): Promise<{ userId: string; email: string; name: string; role: Role }> {
  const userId = newId();
  const { role = "staff", name = `A ${role}`, email = `${userId}@example.test`, status = "active" } = options;
  const passwordHash = options.passwordHash ?? (await (hashOfTestPassword ??= hashPassword(TEST_PASSWORD)));
  await db.insert(users).values({ id: userId, email, name, role, status, passwordHash, createdAt: new Date() });
  return { userId, email, name, role };
}

/** A session of theirs, as signing in would start it, seen at the moment it began. */
export async function aSession(
  db: Db,
  person: { userId: string; name: string; role: Role },
  startedAt = new Date(),
): Promise<Person> {
  const sessionId = newId();
  await db.insert(sessions).values({
    id: sessionId,
    userId: person.userId,
    createdAt: startedAt,
    lastSeenAt: startedAt,
    confirmedAt: startedAt,
    expiresAt: new Date(startedAt.getTime() + SESSION_ABSOLUTE_MS),
  });
  return { kind: "person", userId: person.userId, sessionId, name: person.name, role: person.role, warehouses: "all" };
}

/** Sessions that were started for all tests of a file are as new for each of them. */
export const refreshSessions = (owner: Sql): Promise<unknown> =>
  owner`update sessions set last_seen_at = now(), confirmed_at = now()`;
