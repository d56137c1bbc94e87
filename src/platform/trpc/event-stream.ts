import { BUILD_ID } from "@/shared/build-id";

/*
 * The wire format of tRPC's subscriptions, as its client reads it: server-sent events, and words of tRPC's own among
 * them. Streams are written by ourselves, since tRPC's producer makes each event once for each stream.
 */

export const STREAM_PING_MS = 10_000;
/** A browser that heard nothing for so long opens its stream again. */
const STREAM_RECONNECT_AFTER_MS = 25_000;
export const STREAM_DURATION_MS_MAX = 10 * 60_000;

export const STREAM_HEADERS = {
  "content-type": "text/event-stream",
  // Proxies neither compress nor buffer it.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
  vary: "trpc-accept, accept",
} as const;

const encoder = new TextEncoder();

const word = (event: string, data: string): Uint8Array => encoder.encode(`event: ${event}\ndata: ${data}\n\n`);

/** `build`, which tRPC's client passes over, names what the server was built from: absent in development. */
export const CONNECTED = word(
  "connected",
  JSON.stringify({ reconnectAfterInactivityMs: STREAM_RECONNECT_AFTER_MS, build: BUILD_ID }),
);
export const PING = word("ping", "");
export const NOTHING = new Uint8Array();

/** What a stream was ended by, in the shape of a refused call. */
export const endedBy = (shape: unknown): Uint8Array => word("serialized-error", JSON.stringify(shape));

/** Events in one message, each with the id that a browser comes back with. */
export const eventsOf = (events: readonly { readonly id: string; readonly data: unknown }[]): Uint8Array =>
  encoder.encode(events.map(({ id, data }) => `data: ${JSON.stringify(data)}\nid: ${id}\n\n`).join(""));
