import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { config } from "./config";
import { processSingleton } from "./process-singleton";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key for one purpose, derived from the one secret, so that no two uses share one (RFC 5869). */
function keyFor(purpose: "seal" | "digest" | "password"): Buffer {
  return processSingleton(`key.${purpose}`, () =>
    Buffer.from(hkdfSync("sha256", config().authSecret, "quartermaster", purpose, KEY_BYTES)),
  );
}

/** AES-256-GCM, as base64 of nonce, tag and text. */
export function seal(text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor("seal"), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** @throws Error when the text was sealed under another secret or was changed. */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", keyFor("seal"), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** HMAC-SHA-256 in base64: 44 characters, whatever the length of the text. */
export const digest = (text: string, purpose: "digest" | "password" = "digest"): string =>
  createHmac("sha256", keyFor(purpose)).update(text, "utf8").digest("base64");
