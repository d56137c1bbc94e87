import { IMPORT_BYTES_MAX } from "@/modules/imports/import-format";
import { files, fileTooLarge } from "@/platform/files";
import { NO_STORE, refuse } from "@/platform/http/refuse";
import { isSameOrigin } from "@/platform/http/same-origin";
import { logger } from "@/platform/logger";
import { TRANSPORT_REFUSALS } from "@/platform/trpc/error";
import { can } from "@/shared/access";
import { isRefusal, type Refusal, type RefusalShape } from "@/shared/error";
import { OWN_HEADER } from "@/shared/http";
import { createRequestContext, requestIdOf } from "./context";

type Fault = Pick<RefusalShape, "code" | "kind" | "message">;

/** The message of an Error is not among the fields that a spread copies. */
const faultOf = ({ code, kind, message }: Refusal): Fault => ({ code, kind, message });

/** Takes a file of products as the raw body and keeps it; `imports.start` goes on from its key. */
export async function takeImportFile(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const refuseFile = (status: number, fault: Fault) => {
    const refusal: RefusalShape = { ...fault, details: null, requestId };
    logger().info({ requestId, refusal: fault.code }, "upload refused");
    return refuse(status, { body: { refusal } });
  };
  if (!isSameOrigin(request.headers) || request.headers.get(OWN_HEADER) !== "1") {
    return refuseFile(403, {
      code: "platform.foreign-origin",
      kind: "forbidden",
      message: "Files are accepted from Quartermaster's own pages only. Upload the file there.",
    });
  }
  const { actor } = await createRequestContext(request);
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
    const stored = await files().put(bytesOf(request.body), { bytesMax: IMPORT_BYTES_MAX });
    if (stored.bytes === 0 || (Number.isFinite(announced) && stored.bytes !== announced)) {
      await files().remove(stored.key);
      return refuseFile(422, {
        code: "platform.file-cut-short",
        kind: "invalid",
        message: "The file arrived incomplete. Upload it again.",
      });
    }
    return Response.json({ fileKey: stored.key, bytes: stored.bytes }, { headers: NO_STORE });
  } catch (error) {
    if (isRefusal(error)) return refuseFile(413, faultOf(error));
    logger().error({ requestId, err: error }, "upload failed");
    return refuseFile(500, {
      code: "platform.unexpected",
      kind: "unexpected",
      message: "The file couldn't be saved. Upload it again.",
    });
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
