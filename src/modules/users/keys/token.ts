import { createHash } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { keyNeeded } from "@/modules/users/refusals";
import { config } from "@/platform/config";
import { type Context, keyOf } from "@/platform/context";
import { tokenKeys } from "@/platform/secrets";
import { currentDate } from "@/shared/clock";
import { Id } from "@/shared/given-id";

const TOKEN_SECONDS = 10 * 60;
const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const AUDIENCE = "quartermaster-api";

/** Names a signing key, of which nothing follows from it. */
const idOf = (key: Buffer): string => createHash("sha256").update(key).digest("base64url").slice(0, 16);

/**
 * A token that is good for ten minutes in place of the key, which then stays where it is kept. What it may do is asked
 * of the key and its owner with each call, as it is for the key itself. @throws keyNeeded, for a token as well
 */
export async function makeToken(ctx: Pick<Context, "actor">): Promise<{ token: string; expiresAt: string }> {
  const key = keyOf(ctx);
  if (!key || key.byToken) throw keyNeeded({});
  const [signing] = tokenKeys();
  const issuedAt = Math.floor(currentDate().getTime() / 1_000);
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: idOf(signing) })
    .setIssuer(config().appUrl.origin)
    .setAudience(AUDIENCE)
    .setSubject(key.keyId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_SECONDS)
    .sign(signing);
  return { token, expiresAt: new Date((issuedAt + TOKEN_SECONDS) * 1_000).toISOString() };
}

/** The key that a token stands for; null for any that is not ours, not for this, or over. */
export async function readToken(token: string): Promise<{ keyId: string } | null> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => signingKey(kid), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: config().appUrl.origin,
      audience: AUDIENCE,
      requiredClaims: ["exp", "iat", "sub"],
      maxTokenAge: TOKEN_SECONDS,
      currentDate: currentDate(),
    });
    return { keyId: Id.parse(payload.sub) };
  } catch {
    return null;
  }
}

/** The one that the token names: what the one before the present one has signed is good until it expires. */
function signingKey(kid: string | undefined): Buffer {
  const key = tokenKeys().find((known) => idOf(known) === kid);
  if (!key) throw new Error("No key of ours has this name.");
  return key;
}
