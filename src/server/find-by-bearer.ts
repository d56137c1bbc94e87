import { findKeys, isUseDue, recordKeyUse } from "@/modules/users/keys/find-key";
import { digestOf, isSecretOf, readKey } from "@/modules/users/keys/secret";
import { readToken } from "@/modules/users/keys/token";
import { cacheSession, findCachedSession } from "@/modules/users/sessions/session-cache";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import { isWithinLimit } from "@/platform/cache/rate-limits";
import { database } from "@/platform/database/db";
import { networkOf } from "@/platform/http/caller-address";
import { tooManyCalls } from "@/platform/trpc/call-line";
import type { Person } from "@/shared/access";
import { currentDate } from "@/shared/clock";

const BEARER_CHARACTERS_MAX = 1_000;

/** A key with its secret, or by a token that was signed for it. */
type Named = { keyId: string; secret: string | null };

/**
 * Who asks by the key, or by the token in its place: as key and owner are now, or were at most three seconds ago. Null
 * for any that is not good, whatever is wrong with it. @throws tooManyCalls
 */
export async function findByBearer(
  bearer: string,
  { address, requestId }: { address: string; requestId: string },
): Promise<Person | null> {
  const named = await read(bearer);
  if (!named) return null;
  const byToken = named.secret === null;
  // The cache knows a key by all of it: its id alone is no secret.
  const cacheKey = `${byToken ? "token" : "key"} ${named.keyId} ${digestOf(named.secret ?? "")}`;
  const known = findCachedSession(cacheKey);
  if (known) return known;

  if (!(await isWithinLimit("key look-up", networkOf(address)))) throw tooManyCalls({});
  const ctx = { db: database().db, now: currentDate(), requestId };
  const found = (await findKeys(ctx, [named.keyId])).get(named.keyId);
  const isGood = named.secret === null || isSecretOf(named.secret, found?.secretDigest ?? NO_DIGEST);
  if (!found || !isGood) {
    const userId = found?.person.userId ?? null;
    await recordSecurityEvent(ctx, { kind: "sign-in-refused", userId, address, subject: "users.api-key" });
    return null;
  }
  const { person } = found;
  if (isUseDue(found.lastUsedAt, ctx.now) && (await recordKeyUse(ctx, named.keyId)))
    await recordSecurityEvent(ctx, { kind: "key-used", userId: person.userId, address, subject: named.keyId });
  const asking = person.key ? { ...person, key: { ...person.key, byToken } } : person;
  cacheSession(cacheKey, asking);
  return asking;
}

/** What no secret has, so that an unknown key costs the same comparison as a wrong one. */
const NO_DIGEST = "0".repeat(64);

async function read(bearer: string): Promise<Named | null> {
  if (bearer.length > BEARER_CHARACTERS_MAX) return null;
  const key = readKey(bearer);
  if (key) return key;
  const token = await readToken(bearer);
  return token && { ...token, secret: null };
}
