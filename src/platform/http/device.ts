import { randomBytes, timingSafeEqual } from "node:crypto";
import { digests } from "@/platform/secrets";
import { readCookies } from "./cookies";

const ID_BYTES = 16;
const PROOF_CHARACTERS = 43;
const KEPT_SECONDS = 400 * 24 * 3_600;
const SHAPE = /^([\w-]{22})\.([\w-]{43})$/;

const deviceCookieName = (secure: boolean): string => `${secure ? "__Host-" : ""}qm-device`;

/** A random number for one browser. It names nobody, and proves nothing but that we gave it out. */
export const makeDevice = (): string => randomBytes(ID_BYTES).toString("base64url");

const proofsOf = (device: string) =>
  digests(`cookie of ${device}`).map((proof) =>
    proof.replaceAll("+", "-").replaceAll("/", "_").slice(0, PROOF_CHARACTERS),
  );

/** The number in a browser's cookie; null where it has none that we gave out. */
export function deviceOf(headers: Headers, secure: boolean): string | null {
  const [, device = "", proof = ""] = SHAPE.exec(readCookies(headers)[deviceCookieName(secure)] ?? "") ?? [];
  if (device === "") return null;
  return proofsOf(device).some((own) => timingSafeEqual(Buffer.from(proof), Buffer.from(own))) ? device : null;
}

export const deviceCookie = (device: string, secure: boolean): string => {
  const pair = `${deviceCookieName(secure)}=${device}.${proofsOf(device)[0]}`;
  return `${pair}; Path=/; Max-Age=${KEPT_SECONDS}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
};
