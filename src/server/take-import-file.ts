import { IMPORT_BYTES_MAX } from "@/modules/imports/import-format";
import { files } from "@/platform/files";
import { isSameOrigin } from "@/platform/http/same-origin";
import { logger } from "@/platform/logger";
import { can } from "@/shared/access";
import { isRefusal, type RefusalShape } from "@/shared/error";
import { createRequestContext, requestIdOf } from "./context";

const NO_STORE = { "cache-control": "no-store" };

/** Takes a file of products as the raw body and keeps it; `imports.start` goes on from its key. */
export async function takeImportFile(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const refuse = (status: number, code: string, kind: RefusalShape["kind"], message: string) => {
    const refusal: RefusalShape = { code, kind, message, details: null, requestId };
    logger().info({ requestId, refusal: code }, "upload refused");
    return Response.json({ refusal }, { status, headers: NO_STORE });
  };
  if (!isSameOrigin(request.headers) || request.headers.get("x-quartermaster") !== "1") {
    return refuse(
      403,
      "platform.foreign-origin",
      "forbidden",
      "Files are accepted from Quartermaster's own pages only.",
    );
  }
  const { actor } = await createRequestContext(request);
  if (actor.kind === "anyone")
    return refuse(401, "users.signed-out", "unauthorized", "You are signed out. Sign in and send the file again.");
  if (!can(actor, "imports.start"))
    return refuse(403, "users.not-allowed", "forbidden", "Your role does not import products.");
  const announced = Number(request.headers.get("content-length") ?? Number.NaN);
  if (announced > IMPORT_BYTES_MAX)
    return refuse(
      413,
      "platform.file-too-large",
      "limit",
      "The file is larger than 256 MB. Split it and send the parts.",
    );
  if (!request.body) return refuse(422, "platform.file-empty", "invalid", "The file is empty.");

  try {
    const stored = await files().put(bytesOf(request.body), { bytesMax: IMPORT_BYTES_MAX });
    if (stored.bytes === 0 || (Number.isFinite(announced) && stored.bytes !== announced)) {
      await files().remove(stored.key);
      return refuse(422, "platform.file-cut-short", "invalid", "The file did not arrive whole. Send it again.");
    }
    return Response.json({ fileKey: stored.key, bytes: stored.bytes }, { headers: NO_STORE });
  } catch (error) {
    if (isRefusal(error)) return refuse(413, error.code, error.kind, error.message);
    logger().error({ requestId, err: error }, "upload failed");
    return refuse(500, "platform.unexpected", "unexpected", "The file could not be kept. Try again.");
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
