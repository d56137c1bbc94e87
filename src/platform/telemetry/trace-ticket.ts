import { timingSafeEqual } from "node:crypto";
import { digest } from "@/platform/secrets";
import { traceId } from "./span";

const PARENT = /^00-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/;
const signed = (parent: string): string => digest(`ticket ${parent}`);

/**
 * Lets whoever began the trace that is at work now tell of their own part of it; null where it is not kept, or was not
 * begun by them. It is signed, so nobody adds to a trace that is another's, or that nobody answered.
 */
export function traceTicket(parent: string | null): string | null {
  const begun = PARENT.exec(parent ?? "")?.[1];
  return parent !== null && begun !== undefined && begun === traceId() ? `${parent}.${signed(parent)}` : null;
}

/** What a ticket of ours was given for; null for any other text. */
export function readTicket(ticket: string): { traceId: string; spanId: string } | null {
  const [parent = "", signature = ""] = ticket.split(".");
  const [, traceId = "", spanId = ""] = PARENT.exec(parent) ?? [];
  const [given, own] = [Buffer.from(signature), Buffer.from(signed(parent))];
  return traceId !== "" && given.length === own.length && timingSafeEqual(given, own) ? { traceId, spanId } : null;
}
