import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const SECRET_BYTES = 32;
/** Of one form, so that a scan for secrets finds one that was left somewhere. */
const KEY = /^qm_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([0-9a-f]{64})$/;

export const makeSecret = (): string => randomBytes(SECRET_BYTES).toString("hex");

/** What its owner is shown once: the prefix, the id that it is found by, and the secret. */
export const toKey = (keyId: string, secret: string): string => `qm_${keyId.replaceAll("-", "")}_${secret}`;

/** Null for what has not the form of a key. */
export function readKey(text: string): { keyId: string; secret: string } | null {
  const [, ...parts] = KEY.exec(text) ?? [];
  const secret = parts.pop();
  return secret === undefined ? null : { keyId: parts.join("-"), secret };
}

/** A fast hash is enough of 256 random bits, and needs no secret of ours that would have to stay for a year. */
export const digestOf = (secret: string): string => createHash("sha256").update(secret, "utf8").digest("hex");

export const isSecretOf = (secret: string, digest: string): boolean =>
  timingSafeEqual(Buffer.from(digestOf(secret), "hex"), Buffer.from(digest, "hex"));
