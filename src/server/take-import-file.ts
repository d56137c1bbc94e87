import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { tooManyUploads } from "@/modules/imports/contract";
import { sniffFile } from "@/modules/imports/file/read-file";
import { dropUpload, holdUpload, keepUpload } from "@/modules/imports/hold-upload";
import { IMPORT_BYTES_MAX } from "@/modules/imports/import-format";
import { getShopSettings } from "@/modules/shop/queries";
import type { Context } from "@/platform/context";
import { files, fileTooLarge } from "@/platform/files";
import { bearerOf } from "@/platform/http/bearer";
import { NO_STORE, refuse } from "@/platform/http/refuse";
import { isSameOrigin } from "@/platform/http/same-origin";
import { logger } from "@/platform/logger";
import { keyRefused, toRefusalShape, toTrpcError, TRANSPORT_REFUSALS } from "@/platform/trpc/error";
import { can } from "@/shared/access";
import { isRefusal, type Refusal, type RefusalShape } from "@/shared/error";
import { OWN_HEADER } from "@/shared/http";
import { newId } from "@/shared/id";
import { createRequestContext } from "./context";

type Fault = Pick<RefusalShape, "code" | "kind" | "message">;

/** The message of an Error is not among the fields that a spread copies. */
const faultOf = ({ code, kind, message }: Refusal): Fault => ({ code, kind, message });

/**
 * Takes a file of products or customers as the raw body and keeps it; `imports.start` or `imports.previewCustomers`
 * goes on from its key.
 */
export async function takeImportFile(request: Request): Promise<Response> {
  const requestId = newId();
  const refuseFile = (status: number, fault: Fault) => {
    const refusal: RefusalShape = { ...fault, details: null, requestId };
    logger().info({ requestId, refusal: fault.code }, "upload refused");
    return refuse(status, { body: { refusal } });
  };
  const isBrowser = bearerOf(request.headers) === null;
  if (isBrowser && (!isSameOrigin(request.headers) || request.headers.get(OWN_HEADER) !== "1")) {
    return refuseFile(403, {
      code: "platform.foreign-origin",
      kind: "forbidden",
      message: "Files are accepted from Quartermaster's own pages only. Upload the file there.",
    });
  }
  const ctx = await createRequestContext(request, { requestId }).catch((error: unknown) => failureOf(error, requestId));
  if ("status" in ctx) return refuseFile(ctx.status, ctx.fault);
  const { actor } = ctx;
  if (ctx.isKeyRefused) return refuseFile(401, faultOf(keyRefused({})));
  if (actor.kind === "anyone") return refuseFile(401, TRANSPORT_REFUSALS.UNAUTHORIZED);
  if (!can(actor, "imports.start")) return refuseFile(403, TRANSPORT_REFUSALS.FORBIDDEN);
  const announced = Number(request.headers.get("content-length") ?? Number.NaN);
  if (announced > IMPORT_BYTES_MAX) return refuseFile(413, faultOf(fileTooLarge({ bytesMax: IMPORT_BYTES_MAX })));
  if (!request.body)
    return refuseFile(422, {
      code: "platform.file-empty",
      kind: "invalid",
      message: "The file is empty. Choose another file.",
    });

  try {
    const stored = await store(ctx, request.body, announced);
    return stored
      ? Response.json({ fileKey: stored.key, bytes: stored.bytes }, { headers: NO_STORE })
      : refuseFile(422, CUT_SHORT);
  } catch (error) {
    if (isRefusal(error)) return refuseFile(statusOf(error), faultOf(error));
    const { status, fault } = failureOf(error, requestId);
    return refuseFile(status, fault);
  }
}

function statusOf(error: Refusal): number {
  if (tooManyUploads.is(error)) return 429;
  return fileTooLarge.is(error) ? 413 : 422;
}

/** What a client hears of a fault that is none of the file's: that of the database by its kind, as of any procedure. */
function failureOf(error: unknown, requestId: string): { status: number; fault: Fault } {
  logger().error({ requestId, err: error }, "upload failed");
  const cause = error instanceof Error ? error : new Error("Unknown");
  const failure = toTrpcError(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause }));
  const { code, kind, message } = toRefusalShape(failure, requestId);
  const isUnknown = failure.code === "INTERNAL_SERVER_ERROR";
  return {
    status: getHTTPStatusCodeFromError(failure),
    fault: { code, kind, message: isUnknown ? "The file couldn't be saved. Upload it again." : message },
  };
}

const CUT_SHORT = {
  code: "platform.file-cut-short",
  kind: "invalid",
  message: "The file arrived incomplete. Upload it again.",
} as const;

/** Null when less came than was announced; then nothing is kept. */
async function store(ctx: Context, body: ReadableStream<Uint8Array>, announced: number) {
  const isAnnounced = Number.isFinite(announced);
  const uploadId = await holdUpload(ctx, isAnnounced ? announced : IMPORT_BYTES_MAX);
  try {
    const stored = await files().put(bytesOf(body), { bytesMax: IMPORT_BYTES_MAX });
    const isWhole = stored.bytes > 0 && (!isAnnounced || stored.bytes === announced);
    if (isWhole) await keepReadable(ctx, uploadId, stored);
    else await files().remove(stored.key);
    if (isWhole) return stored;
  } catch (error) {
    await dropUpload(ctx, uploadId);
    throw error;
  }
  await dropUpload(ctx, uploadId);
  return null;
}

type Stored = Awaited<ReturnType<ReturnType<typeof files>["put"]>>;

/** Looks into the file as `imports.start` will: what that would refuse is not kept. @throws fileUnreadable */
async function keepReadable(ctx: Context, uploadId: string, stored: Stored): Promise<void> {
  try {
    const { locale } = await getShopSettings(ctx);
    await sniffFile(stored.key, locale);
    await keepUpload(ctx, uploadId, stored);
  } catch (error) {
    await files().remove(stored.key);
    throw error;
  }
}

/** A web stream is read by its reader, so that leaving early cancels what is still to come. */
async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
