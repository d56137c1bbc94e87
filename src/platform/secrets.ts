import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { config, type SecretPair } from "./config";
import { processSingleton } from "./process-singleton";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Purpose = "seal" | "digest" | "password" | "token" | "check";
type Keys = readonly [Buffer, ...Buffer[]];

/** A key for one purpose, derived from its secret, so that no two uses share one (RFC 5869). */
const derive = (secret: string, purpose: Purpose): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "quartermaster", purpose, KEY_BYTES));

/** The present key, then the one before it. */
const keysFor = (purpose: Exclude<Purpose, "check">): Keys =>
  processSingleton(`keys.${purpose}`, () => {
    const { cookie, pepper, seal } = config().secrets;
    const [current, ...previous]: SecretPair = { password: pepper, token: cookie, seal, digest: seal }[purpose];
    return [derive(current, purpose), ...previous.map((secret) => derive(secret, purpose))];
  });

/** AES-256-GCM, as base64 of nonce, tag and text. */
export function seal(text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keysFor("seal")[0], nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** @throws Error when the text was sealed under a secret that is no longer known, or was changed. */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  for (const key of keysFor("seal")) {
    try {
      return open(bytes, key);
    } catch {
      // Sealed under the key before, perhaps.
    }
  }
  throw new Error("A sealed text cannot be opened: its secret is not known any more, or it was changed.");
}

function open(bytes: Buffer, key: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** What tokens are signed with: the present key, then the one before it, as the session cookies are. */
export const tokenKeys = (): Keys => keysFor("token");

const hmac = (key: Buffer, text: string): string => createHmac("sha256", key).update(text, "utf8").digest("base64");

/** HMAC-SHA-256 in base64 under the present key: 44 characters, whatever the length of the text. */
export const digest = (text: string, purpose: "digest" | "password" = "digest"): string =>
  hmac(keysFor(purpose)[0], text);

/** The same under each key that is accepted, the present one first: what is stored may be any of them. */
export const digests = (text: string, purpose: "digest" | "password" = "digest"): [string, ...string[]] => {
  const [current, ...previous] = keysFor(purpose);
  return [hmac(current, text), ...previous.map((key) => hmac(key, text))];
};

/** What the database keeps of a secret, to know it again: nothing of the secret follows from it. */
export const checkValueOf = (secret: string): string => hmac(derive(secret, "check"), "this secret");
