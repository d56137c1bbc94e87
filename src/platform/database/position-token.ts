import { timingSafeEqual } from "node:crypto";
import { digest, digests } from "@/platform/secrets";
import type { LogPosition } from "./log-position";

const FORM = /^(\d{1,40})\.([\w-]{43})$/;

const signed = (text: string) => `log position ${text}`;
const forAddresses = (base64: string) => base64.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");

/** A position as it travels to callers and back. Signed, so that nobody makes reads wait for what was never written. */
export const toPositionToken = (position: LogPosition): string =>
  `${position}.${forAddresses(digest(signed(String(position))))}`;

/** Null for what none of our processes has given out. */
export function readPositionToken(token: string): LogPosition | null {
  const [, text = "", signature = ""] = FORM.exec(token) ?? [];
  const given = Buffer.from(signature);
  const isOurs =
    text !== "" && digests(signed(text)).some((own) => timingSafeEqual(Buffer.from(forAddresses(own)), given));
  return isOurs ? BigInt(text) : null;
}
