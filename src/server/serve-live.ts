import { type AnyRouter, callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import { CONNECTED, endedBy, STREAM_HEADERS } from "@/platform/trpc/event-stream";
import type { RequestContext } from "@/platform/trpc/procedure";
import { parseJson } from "@/shared/json";
import { LiveStream, type Outlet } from "./live-stream";

const LIVE = "live.events";
/** A stream may have so much that its browser has not read, and one message more. */
const UNREAD_BYTES_MAX = 64_000;

type Asked = Pick<Request, "url" | "headers" | "signal">;

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
  request: Asked,
  contextOf: () => Promise<RequestContext>,
): Promise<Response> {
  const opened = await open(router, request, contextOf);
  let drained = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        ({ drained } = opened.begin({
          write: (message) => {
            controller.enqueue(message);
            return (controller.desiredSize ?? 0) > 0;
          },
          end: () => controller.close(),
        }));
      },
      pull: () => drained(),
      cancel: () => opened.leave(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES_MAX }),
  );
  return new Response(body, { headers: STREAM_HEADERS });
}

type Opened = { begin: (outlet: Outlet) => { drained: () => void }; leave: () => void };

async function open(router: AnyRouter, request: Asked, contextOf: () => Promise<RequestContext>): Promise<Opened> {
  const input = inputOf(request);
  let ctx: RequestContext | undefined;
  const describe = (cause: unknown) => {
    const error = getTRPCErrorFromUnknown(cause);
    const { _config: config } = router._def;
    return endedBy(getErrorShape({ config, error, type: "subscription", path: LIVE, input, ctx }));
  };
  try {
    const { signal } = request;
    ctx = await contextOf();
    const call = { router, path: LIVE, type: "subscription", ctx, signal, batchIndex: 0 } as const;
    const stream: unknown = await callTRPCProcedure({ ...call, getRawInput: async () => input });
    if (!(stream instanceof LiveStream)) throw new TRPCError({ code: "INTERNAL_SERVER_ERROR" });
    return {
      begin: (outlet) => {
        outlet.write(CONNECTED);
        return stream.connect(outlet, describe);
      },
      leave: () => stream.end(null),
    };
  } catch (error) {
    return { begin: (outlet) => refuse(outlet, describe(error)), leave: () => {} };
  }
}

function refuse(outlet: Outlet, refusal: Uint8Array): { drained: () => void } {
  outlet.write(CONNECTED);
  outlet.write(refusal);
  outlet.end();
  return { drained: () => {} };
}

/** A browser that comes back names the last event that it received in a header, and at first in the input. */
function inputOf({ url, headers }: Pick<Asked, "url" | "headers">): unknown {
  const { searchParams } = new URL(url);
  const input = parseJson(searchParams.get("input") ?? "");
  const lastEventId =
    headers.get("last-event-id") ?? searchParams.get("lastEventId") ?? searchParams.get("Last-Event-Id");
  if (!lastEventId) return input;
  return typeof input === "object" ? { ...input, lastEventId } : (input ?? { lastEventId });
}
