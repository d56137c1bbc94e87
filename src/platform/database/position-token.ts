import { timingSafeEqual } from "node:crypto";
import { digest, digests } from "@/platform/secrets";
import type { LogPosition } from "./log-position";

const FORM = /^(\d{1,40})(?:-(\d{1,16}))?\.([\w-]{43})$/;

/** How far the log was, and where it comes with a fact, that fact's own position. */
export type SeenPosition = { log: LogPosition; published: number | null };

const signed = (text: string) => `log position ${text}`;
const forAddresses = (base64: string) => base64.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");

/** A position as it travels to callers and back. Signed, so that nobody makes reads wait for what was never written. */
export function toPositionToken(log: LogPosition, published?: number): string {
  const text = published === undefined ? String(log) : `${log}-${published}`;
  return `${text}.${forAddresses(digest(signed(text)))}`;
}

/** Null for what none of our processes has given out. */
export function readPositionToken(token: string): SeenPosition | null {
  const [, log = "", published, signature = ""] = FORM.exec(token) ?? [];
  const text = published === undefined ? log : `${log}-${published}`;
  const given = Buffer.from(signature);
  const isOurs =
    log !== "" && digests(signed(text)).some((own) => timingSafeEqual(Buffer.from(forAddresses(own)), given));
  return isOurs ? { log: BigInt(log), published: published === undefined ? null : Number(published) } : null;
}
