import { TRPCError } from "@trpc/server";
import type { AnyRouter } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { bearerOf } from "@/platform/http/bearer";
import { type Envelope, envelopeOf } from "@/platform/http/envelope";
import { type PushedAnswer, toResponse } from "@/platform/http/pushed-answer";
import { NO_STORE, refuse } from "@/platform/http/refuse";
import { isSafeJson } from "@/platform/http/safe-json";
import { isSameOrigin } from "@/platform/http/same-origin";
import { logger } from "@/platform/logger";
import { measure } from "@/platform/telemetry/measure";
import { inSpan } from "@/platform/telemetry/span";
import { toRefusalShape, toTrpcError } from "@/platform/trpc/error";
import { isRefusal, type RefusalShape } from "@/shared/error";
import { OWN_HEADER } from "@/shared/http";
import { newId } from "@/shared/id";
import { createRequestContext } from "./context";
import { asksForLive, serveLive } from "./serve-live";

const ENDPOINT = "/api/trpc";
const BODY_BYTES_MAX = 1_000_000;
const BATCH_CALLS_MAX = 20;

type Fault = Pick<RefusalShape, "code" | "kind" | "message"> & { status: number; word: string };

const FAULTS = {
  foreign: {
    status: 403,
    word: "FORBIDDEN",
    code: "platform.foreign-origin",
    kind: "forbidden",
    message: "Changes are accepted from Quartermaster's own pages only. Reload the page and try again.",
  },
  notJson: {
    status: 415,
    word: "UNSUPPORTED_MEDIA_TYPE",
    code: "platform.not-json",
    kind: "invalid",
    message: "The request isn't application/json. Send it with that content type.",
  },
  tooLarge: {
    status: 413,
    word: "PAYLOAD_TOO_LARGE",
    code: "platform.too-large",
    kind: "limit",
    message: "The request is larger than 1 MB. Send less at once.",
  },
  unsafe: {
    status: 400,
    word: "BAD_REQUEST",
    code: "platform.unsafe-input",
    kind: "invalid",
    message:
      "The request can't be taken as it is: it is too long or too deep, or holds characters that can't be stored.",
  },
} as const satisfies Record<string, Fault>;

/** The handler of all procedures, for whoever has a `Request`. */
export const makeTrpcHandler = (router: AnyRouter) => {
  const answer = makeCallHandler(router);
  return async (request: Request): Promise<Response> => toResponse(await answer(envelopeOf(request)));
};

/** The door of all procedures: looks at the envelope first, then lets tRPC read what is in it. */
export const makeCallHandler =
  (router: AnyRouter) =>
  (envelope: Envelope): Promise<Response | PushedAnswer> =>
    inSpan({ name: "request", kind: "server", parent: envelope.headers.get("traceparent") }, () =>
      answerCall(router, envelope),
    );

async function answerCall(router: AnyRouter, envelope: Envelope): Promise<Response | PushedAnswer> {
  const requestId = newId();
  const opened = await openEnvelope(envelope);
  if (!(opened instanceof Request)) return refuseCall(opened, requestId);
  const answer = new Headers();
  const createContext = () => contextOf(opened, { requestId, answer });
  const response = asksForLive(opened)
    ? await serveLive(router, envelope, createContext)
    : await fetchRequestHandler({
        endpoint: ENDPOINT,
        req: opened,
        router,
        maxBatchSize: BATCH_CALLS_MAX,
        // Of a question that no address has room for. A change is made by POST alone, as ever.
        allowMethodOverride: true,
        createContext,
        responseMeta: ({ errors }) => (errors.some(isTryLater) ? { headers: RETRY_SOON } : {}),
      });
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", NO_STORE["cache-control"]);
  response.headers.set("x-request-id", requestId);
  if (response.status === 401 && bearerOf(opened.headers) !== null) response.headers.set("www-authenticate", "Bearer");
  for (const [name, value] of answer) response.headers.append(name, value);
  return response;
}

const RETRY_SOON = { "retry-after": "2" };
const isTryLater = ({ code }: TRPCError) => code === "SERVICE_UNAVAILABLE" || code === "TOO_MANY_REQUESTS";

/**
 * A context that cannot be made (no database) is answered like any other fault: by its kind, without its message. It
 * counts as a call of no procedure, since none is reached.
 */
async function contextOf(request: Request, options: { requestId: string; answer: Headers }) {
  const startedAt = performance.now();
  try {
    return await createRequestContext(request, options);
  } catch (error) {
    if (isRefusal(error)) throw toTrpcError(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error }));
    logger().error({ requestId: options.requestId, err: error }, "no context");
    const cause = error instanceof Error ? error : new Error("Unknown");
    const told = toTrpcError(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause }));
    const outcome = toRefusalShape(told).kind === "unexpected" ? "failed" : "refused";
    measure("procedure", (performance.now() - startedAt) / 1_000, { procedure: "none", outcome });
    throw told;
  }
}

async function openEnvelope({ method, url, headers, signal, readBody }: Envelope): Promise<Request | Fault> {
  if (method === "GET") {
    const isSafe = new URL(url).searchParams.getAll("input").every(isSafeJson);
    return isSafe ? new Request(url, { headers, signal: signal ?? null }) : FAULTS.unsafe;
  }
  // No page can make a browser send a key, and with one its cookies count for nothing.
  const isBrowser = bearerOf(headers) === null;
  if (isBrowser && (!isSameOrigin(headers) || headers.get(OWN_HEADER) !== "1")) return FAULTS.foreign;
  const type = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return FAULTS.notJson;
  const body = await readBody(BODY_BYTES_MAX);
  if (body === null) return FAULTS.tooLarge;
  if (!isSafeJson(body)) return FAULTS.unsafe;
  // Without the signal: a change that has begun is finished, whether or not somebody still waits for its answer.
  return new Request(url, { method, headers, body });
}

function refuseCall({ status, word, code, kind, message }: Fault, requestId: string): Response {
  const refusal: RefusalShape = { code, kind, message, details: null, requestId };
  logger().warn({ requestId, refusal: code }, "refused at the door");
  const body = { error: { message, code: -32_600, data: { code: word, httpStatus: status, refusal } } };
  return refuse(status, { body, headers: { "x-request-id": requestId } });
}
