import { Secret, TOTP } from "otpauth";
import { CODE_DIGITS } from "@/modules/users/factor";

const PERIOD_SECONDS = 30;
/** A telephone's clock may be behind or ahead by a step (RFC 6238, 5.2). */
const WINDOW_STEPS = 1;
/** As long as what SHA-1 gives (RFC 4226, 4); other algorithms are not known to all telephones. */
const SECRET_BYTES = 20;

const totpOf = (secret: string, label = ""): TOTP =>
  new TOTP({
    issuer: "Quartermaster",
    label,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: CODE_DIGITS,
    period: PERIOD_SECONDS,
  });

/** In base 32, as people type it who cannot scan. */
export const makeTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What a telephone scans. */
export const totpAddress = (secret: string, email: string): string => totpOf(secret, email).toString();

const DIGITS = /^\d+$/;

/**
 * The step of which this is the code, of those that count now; null for a wrong code. It is taken as it was typed or
 * pasted, in whatever digits a keyboard writes. Compared in constant time, which fails for what is no code.
 */
export function stepOfCode(secret: string, typed: string, now: Date): number | null {
  const code = typed.normalize("NFKC").replaceAll(/\s/g, "");
  if (code.length !== CODE_DIGITS || !DIGITS.test(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(timestamp / 1_000 / PERIOD_SECONDS) + delta;
}
