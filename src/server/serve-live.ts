import { type AnyRouter, callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import type { Envelope } from "@/platform/http/envelope";
import { type Outlet, PushedAnswer, type Writer } from "@/platform/http/pushed-answer";
import { CONNECTED, endedBy, STREAM_HEADERS } from "@/platform/trpc/event-stream";
import type { RequestContext } from "@/platform/trpc/procedure";
import { parseJson } from "@/shared/json";
import { LiveStream } from "./live-stream";

const LIVE = "live.events";

/** Whether a request asks for the live stream alone, which tRPC's own handler leaves to this one. */
export function asksForLive({ method, url }: Pick<Request, "method" | "url">): boolean {
  const { pathname, searchParams } = new URL(url);
  return method === "GET" && pathname.endsWith(`/${LIVE}`) && searchParams.get("batch") !== "1";
}

/**
 * The procedure `live.events` over HTTP in the wire format of tRPC, which tells in the stream what refuses it. It is
 * not sent by tRPC's producer, which makes each event once for each stream and keeps a row of generators for it.
 */
export async function serveLive(
  router: AnyRouter,
  asked: Pick<Envelope, "url" | "headers" | "signal">,
  contextOf: () => Promise<RequestContext>,
): Promise<PushedAnswer> {
  const input = inputOf(asked);
  let ctx: RequestContext | undefined;
  const describe = (cause: unknown) => {
    const error = getTRPCErrorFromUnknown(cause);
    const { _config: config } = router._def;
    return endedBy(getErrorShape({ config, error, type: "subscription", path: LIVE, input, ctx }));
  };
  const answer = (begin: (outlet: Outlet) => Writer) =>
    new PushedAnswer(new Headers(STREAM_HEADERS), (outlet) => {
      outlet.write(CONNECTED);
      return begin(outlet);
    });
  try {
    ctx = await contextOf();
    const call = { router, path: LIVE, type: "subscription", ctx, signal: asked.signal, batchIndex: 0 } as const;
    const stream: unknown = await callTRPCProcedure({ ...call, getRawInput: async () => input });
    if (!(stream instanceof LiveStream)) throw new TRPCError({ code: "INTERNAL_SERVER_ERROR" });
    return answer((outlet) => stream.connect(outlet, describe));
  } catch (error) {
    return answer((outlet) => refuse(outlet, describe(error)));
  }
}

function refuse(outlet: Outlet, refusal: Uint8Array): Writer {
  outlet.write(refusal);
  outlet.end();
  return { drained: () => {}, left: () => {} };
}

/** A browser that comes back names the last event that it received in a header, and at first in the input. */
function inputOf({ url, headers }: Pick<Envelope, "url" | "headers">): unknown {
  const { searchParams } = new URL(url);
  const input = parseJson(searchParams.get("input") ?? "");
  const lastEventId =
    headers.get("last-event-id") ?? searchParams.get("lastEventId") ?? searchParams.get("Last-Event-Id");
  if (!lastEventId) return input;
  return typeof input === "object" ? { ...input, lastEventId } : (input ?? { lastEventId });
}
