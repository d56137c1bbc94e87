import { sql } from "drizzle-orm";
import { config, type SecretPair, type SecretPurpose } from "@/platform/config";
import { checkValueOf } from "@/platform/secrets";
import type { Queryable } from "./db";
import { secretChecks } from "./schema";

const WHAT_IS_LOST = {
  pepper: "nobody can sign in with the password they had",
  seal: "one-time links that were given out do not work",
  cookie: "everybody has to sign in again",
} as const satisfies Record<SecretPurpose, string>;
const PURPOSES = ["pepper", "seal", "cookie"] as const satisfies SecretPurpose[];

/**
 * The secrets that are not the ones this database is used with. One that it does not know yet is noted, and one that
 * follows the secret it knows takes that one's place.
 */
export async function unknownSecrets(db: Queryable, secrets = config().secrets): Promise<SecretPurpose[]> {
  const rows = await db.select().from(secretChecks);
  const known = new Map(rows.map((row) => [row.purpose, row.checkValue]));
  const isUnknown = (purpose: SecretPurpose) => {
    const value = known.get(purpose);
    return value !== undefined && !secrets[purpose].map(checkValueOf).includes(value);
  };
  const unknown = PURPOSES.filter(isUnknown);
  await noteSecrets(
    db,
    secrets,
    PURPOSES.filter((purpose) => !unknown.includes(purpose)),
  );
  return unknown;
}

/** From now on the database is used with these secrets, whichever it knew. */
export async function noteSecrets(
  db: Queryable,
  secrets: Readonly<Record<SecretPurpose, SecretPair>> = config().secrets,
  purposes: readonly SecretPurpose[] = PURPOSES,
): Promise<void> {
  if (purposes.length === 0) return;
  await db
    .insert(secretChecks)
    .values(purposes.map((purpose) => ({ purpose, checkValue: checkValueOf(secrets[purpose][0]) })))
    .onConflictDoUpdate({ target: secretChecks.purpose, set: { checkValue: sql`excluded.check_value` } });
}

/** For the operator, in one sentence and what to do; null where all secrets are known. */
export function secretWarning(unknown: readonly SecretPurpose[]): string | null {
  if (unknown.length === 0) return null;
  const lost = unknown.map((purpose) => WHAT_IS_LOST[purpose]).join(", ");
  return (
    `The secret is not the one that this database was used with: ${lost}. Put the old one back (secrets.json in the ` +
    "state folder, or AUTH_SECRET), or give each person a new password: npm run reset-password -- EMAIL"
  );
}
