import type { Server } from "node:http";
import { processSingleton } from "@/platform/process-singleton";
import { onRequest } from "./on-request";

type Limits = { headersMs: number; requestMs: number; silenceMs: number };

/**
 * A browser sends its headers at once, and the largest file over a line of seven megabits within five minutes. No
 * answer is waited for that long in silence: a stream sends pings, and proving the books of years is over before.
 */
const LIMITS: Limits = { headersMs: 20_000, requestMs: 300_000, silenceMs: 300_000 };

/**
 * Cuts connections that are held open for nothing: whose request comes a byte at a time, or whose answer is never read.
 * Next makes its server without a way to say so, and Node by itself waits for a reader for ever.
 */
export const cutSlowClients = (): void => processSingleton("slow-clients", () => void cutAfter(LIMITS));

/** Gives back what ends it, for servers that have not been asked yet. */
export function cutAfter({ headersMs, requestMs, silenceMs }: Limits): () => void {
  const known = new WeakSet<Server>();
  return onRequest(({ server, request }) => {
    if (known.has(server)) return;
    known.add(server);
    server.headersTimeout = headersMs;
    server.requestTimeout = requestMs;
    server.setTimeout(silenceMs);
    // The connection of this very request was there before.
    request.socket.setTimeout(silenceMs, () => request.socket.destroy());
  });
}
