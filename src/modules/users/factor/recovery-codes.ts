import { createHash, randomBytes } from "node:crypto";
import { RECOVERY_CODES } from "@/modules/users/factor";

/** Crockford's base 32, without the letters that people take for digits. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** 120 bits: from 112 on a fast hash is enough (ASVS 6.5.2), and needs no key that would have to stay for years. */
const CHARACTERS = 24;
const GROUP = /.{4}(?=.)/g;

const makeCode = (): string => [...randomBytes(CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");

const digestOf = (code: string): string => createHash("sha256").update(code, "utf8").digest("hex");

/** Shown once, in groups; only digests are kept. */
export function makeRecoveryCodes(): { codes: string[]; digests: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, makeCode);
  return { codes: codes.map((code) => code.replaceAll(GROUP, "$&-")), digests: codes.map(digestOf) };
}

/** The digest of a typed code, however it is grouped; null for what has not the form of one. */
export function digestOfTyped(text: string): string | null {
  const code = text.toLowerCase().replace(/[\s-]/g, "").replaceAll("o", "0").replace(/[il]/g, "1");
  return code.length === CHARACTERS ? digestOf(code) : null;
}
