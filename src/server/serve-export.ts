import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { getShopSettings } from "@/modules/shop/queries";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import type { ListExport, OpenExport } from "@/platform/exports/define-export";
import { takeExportPlace } from "@/platform/exports/export-limits";
import { streamText } from "@/platform/exports/stream-lines";
import { writeExport } from "@/platform/exports/write-export";
import { bearerOf } from "@/platform/http/bearer";
import { readBody } from "@/platform/http/read-body";
import { NO_STORE, refuse } from "@/platform/http/refuse";
import { isSafeJson } from "@/platform/http/safe-json";
import { isSameOrigin } from "@/platform/http/same-origin";
import { logger } from "@/platform/logger";
import { callerOf } from "@/platform/trpc/call-line";
import { keyRefused, toRefusalShape, toTrpcError } from "@/platform/trpc/error";
import type { RequestContext } from "@/platform/trpc/procedure";
import { can } from "@/shared/access";
import { accessClass } from "@/shared/access-class";
import { zonedIso } from "@/shared/dates";
import { defineError } from "@/shared/error";
import { OWN_HEADER } from "@/shared/http";
import { newId } from "@/shared/id";
import { parseJson } from "@/shared/json";
import { createRequestContext } from "./context";
import { EXPORTS } from "./exports";

const FILTERS_BYTES_MAX = 10_000;
const TRY_AGAIN = [429, 503];
const RETRY_LATER = { "retry-after": "10" };

const foreignOrigin = defineError<Record<string, never>>(
  "platform.foreign-origin",
  "forbidden",
  () => "Files are given to Quartermaster's own pages only. Export the list there.",
);
const accessLost = defineError<Record<string, never>>(
  "platform.access-lost",
  "forbidden",
  () => "Your access was changed while this was being exported, so the rest was left out. Export the list again.",
);
const noSuchExport = defineError<Record<string, never>>(
  "platform.no-such-export",
  "not-found",
  () => "This list can't be exported.",
);

/**
 * A list as a file of separated text, exactly as its filters, its search and its order show it to whoever asks. By
 * POST, so that what was searched stands in no address and no log of addresses; a page of another site gets nothing.
 */
export async function serveExport(request: Request, list: string): Promise<Response> {
  const requestId = newId();
  try {
    const wanted = EXPORTS.get(list);
    const ctx = await admit(request, wanted, requestId);
    if (!wanted) throw noSuchExport({});
    const opened = openAs(wanted, await filtersOf(request));
    return await answer(request, ctx, { wanted, opened });
  } catch (error) {
    return refusalOf(error, requestId);
  }
}

/** Who asks. Nobody learns which lists there are before that is known. */
async function admit(request: Request, wanted: ListExport | undefined, requestId: string): Promise<RequestContext> {
  const isBrowser = bearerOf(request.headers) === null;
  if (isBrowser && (!isSameOrigin(request.headers) || request.headers.get(OWN_HEADER) !== "1")) throw foreignOrigin({});
  const ctx = await createRequestContext(request, { requestId });
  if (ctx.isKeyRefused) throw keyRefused({});
  if (ctx.actor.kind !== "person") throw new TRPCError({ code: "UNAUTHORIZED" });
  if (wanted && !can(ctx.actor, wanted.permission)) {
    const { userId } = ctx.actor;
    const event = { userId, address: ctx.address ?? "", subject: wanted.permission };
    await recordSecurityEvent(ctx, { kind: "access-denied", ...event });
    throw new TRPCError({ code: "FORBIDDEN" });
  }
  return { ...ctx, action: `export ${wanted?.list ?? ""}` };
}

async function filtersOf(request: Request): Promise<unknown> {
  const body = await readBody(request, FILTERS_BYTES_MAX);
  if (body === null || !isSafeJson(body)) throw new TRPCError({ code: "BAD_REQUEST" });
  return parseJson(body);
}

function openAs(wanted: ListExport, filters: unknown): OpenExport {
  try {
    return wanted.open(filters);
  } catch (error) {
    throw new TRPCError({ code: "BAD_REQUEST", cause: error });
  }
}

type Asked = { wanted: ListExport; opened: OpenExport };

/** The first page is read before anything is answered, so that what fails there is a refusal and no broken file. */
async function answer(request: Request, ctx: RequestContext, { wanted, opened }: Asked): Promise<Response> {
  const leave = await takeExportPlace(callerOf(ctx));
  try {
    const { timeZone } = await getShopSettings(ctx);
    const lines = untilDone(
      writeExport(ctx, wanted, opened, () => assertStill(request, ctx, wanted)),
      leave,
    );
    const first = await lines.next();
    endWith(request.signal, lines);
    const day = zonedIso(ctx.now, timeZone).slice(0, "2026-11-27".length);
    return new Response(streamText(first.value ?? "", lines), {
      headers: {
        ...NO_STORE,
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${wanted.fileName}-${day}.csv"`,
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    leave();
    throw error;
  }
}

/** Who was locked, signed out or given other access meanwhile gets no further page. @throws accessLost */
async function assertStill({ headers }: Request, { actor, requestId }: RequestContext, { permission }: ListExport) {
  const { actor: present } = await createRequestContext({ headers }, { requestId });
  if (!can(present, permission) || accessClass(present) !== accessClass(actor)) throw accessLost({});
}

/** Nobody reads, and so nobody ends, what is answered to whoever left before it began. */
function endWith(signal: AbortSignal, lines: AsyncGenerator<string, void>): void {
  const end = () => void lines.return();
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
}

async function* untilDone(lines: AsyncGenerator<string, void>, leave: () => void): AsyncGenerator<string, void> {
  try {
    yield* lines;
  } finally {
    leave();
  }
}

function refusalOf(error: unknown, requestId: string): Response {
  const failure = toTrpcError(
    error instanceof TRPCError ? error : new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error }),
  );
  const refusal = toRefusalShape(failure, requestId);
  if (refusal.kind === "unexpected") logger().error({ requestId, err: error }, "an export failed");
  else logger().info({ requestId, refusal: refusal.code }, "an export was refused");
  const status = getHTTPStatusCodeFromError(failure);
  const headers = TRY_AGAIN.includes(status) ? RETRY_LATER : {};
  return refuse(status, { body: { refusal }, headers });
}
