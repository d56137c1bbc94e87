import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import * as z from "zod";
import {
  DOCUMENT_KINDS,
  E_INVOICE,
  LABEL_KINDS,
  type LabelKind,
  PICK_SHEET_KINDS,
  PRINT_RUN,
  SENT_PDF,
} from "@/modules/documents/document";
import { loadEInvoice } from "@/modules/documents/load-invoice";
import { printDocument } from "@/modules/documents/print-document";
import { printLabels, writeZpl } from "@/modules/documents/print-labels";
import { printPickSheets } from "@/modules/documents/print-pick-sheets";
import { openPrintRun } from "@/modules/documents/runs/queries";
import { getSentPdf } from "@/modules/orders/mails/queries";
import { PARCELS_AT_ONCE_MAX } from "@/modules/parcels/parcel";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import { FairLine } from "@/platform/fair-line";
import { NO_STORE } from "@/platform/http/refuse";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { callerOf } from "@/platform/trpc/call-line";
import { keyRefused, toRefusalShape, toTrpcError } from "@/platform/trpc/error";
import type { RequestContext } from "@/platform/trpc/procedure";
import { can, type Permission } from "@/shared/access";
import { defineError } from "@/shared/error";
import { Id } from "@/shared/given-id";
import { newId } from "@/shared/id";
import { oneOf } from "@/shared/one-of";
import { createRequestContext } from "./context";

const noSuchDocument = defineError<Record<string, never>>(
  "documents.no-such-document",
  "not-found",
  () => "There is no such document. Go back to the order and open it there.",
);
const tooManyDocuments = defineError<Record<string, never>>(
  "documents.too-many-at-once",
  "limit",
  () => "Too many documents are being printed at once. Wait a moment and reload this page.",
);

/** Labels say of parcels what no other document does, and pick sheets what is picked. */
function permissionOf(kind: string): Permission {
  if (oneOf(LABEL_KINDS, kind)) return "parcels.read";
  return oneOf(PICK_SHEET_KINDS, kind) ? "picking.read" : "orders.read";
}

/** A page takes the process a few milliseconds, in which it does nothing else. */
const LIMITS = { atOnceMax: 2, atOncePerKeyMax: 1, waitingMax: 100, waitingPerKeyMax: 20, waitMsMax: 30_000 };
const printers = () => processSingleton("documents.printers", () => new FairLine(LIMITS, () => tooManyDocuments({})));

type Asked = { kind: string; id: string };

/**
 * A document of an order, made for whoever may read the order, or labels of parcels, for whoever may read those. A
 * browser opens it in a tab of its own, so a refusal is a sentence there.
 */
export async function serveDocument(request: Request, asked: Asked): Promise<Response> {
  const requestId = newId();
  try {
    const ctx = await admit(request, requestId, permissionOf(asked.kind));
    const kind = oneOf(DOCUMENT_KINDS, asked.kind);
    const labelKind = oneOf(LABEL_KINDS, asked.kind);
    const id = Id.safeParse(asked.id);
    if (id.success && asked.kind === E_INVOICE) return fileOf(await loadEInvoice(ctx, id.data));
    if (id.success && asked.kind === SENT_PDF) return pdfOf(await getSentPdf(ctx, id.data));
    if (id.success && asked.kind === PRINT_RUN) return streamOf(await openPrintRun(ctx, id.data));
    if (id.success && labelKind !== null) return await labelsOf(ctx, labelKind, [id.data, ...othersIn(request)]);
    const sheetKind = oneOf(PICK_SHEET_KINDS, asked.kind);
    if (id.success && sheetKind !== null)
      return pdfOf(await printers().run(callerOf(ctx), () => printPickSheets(ctx, { kind: sheetKind, id: id.data })));
    if (kind === null || !id.success) throw noSuchDocument({});
    return pdfOf(await printers().run(callerOf(ctx), () => printDocument(ctx, { kind, id: id.data })));
  } catch (error) {
    return refusalOf(error, requestId);
  }
}

const pdfOf = ({ fileName, pdf }: { fileName: string; pdf: Buffer }): Response =>
  answer(new Uint8Array(pdf), "application/pdf", `inline; filename="${fileName}"`);

function streamOf({ fileName, bytes, content }: Awaited<ReturnType<typeof openPrintRun>>): Response {
  const parts = content.iterator();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel: () => void content.destroy(),
  });
  const shown = answer(body, "application/pdf", `inline; filename="${fileName}"`);
  shown.headers.set("content-length", String(bytes));
  return shown;
}

/** The parcels that are asked for beside the first. */
function othersIn({ url }: Request): string[] {
  const also = new URL(url).searchParams.get("also");
  const ids = z
    .array(Id)
    .max(PARCELS_AT_ONCE_MAX - 1)
    .safeParse(also ? also.split(",") : []);
  if (!ids.success) throw noSuchDocument({});
  return ids.data;
}

async function labelsOf(ctx: RequestContext, kind: LabelKind, parcelIds: readonly string[]): Promise<Response> {
  if (kind === "parcel-zpl") {
    const { zpl, fileName } = await writeZpl(ctx, parcelIds);
    return answer(zpl, "text/plain; charset=utf-8", `attachment; filename="${fileName}"`);
  }
  return pdfOf(await printers().run(callerOf(ctx), () => printLabels(ctx, parcelIds)));
}

/** To be kept, and not looked at. */
const fileOf = ({ fileName, xml }: { fileName: string; xml: string }): Response =>
  answer(xml, "application/xml; charset=utf-8", `attachment; filename="${fileName}"`);

const answer = (body: BodyInit, type: string, disposition: string): Response =>
  new Response(body, {
    headers: {
      ...NO_STORE,
      "content-type": type,
      "content-disposition": disposition,
      "x-content-type-options": "nosniff",
    },
  });

async function admit(request: Request, requestId: string, permission: Permission): Promise<RequestContext> {
  const ctx = await createRequestContext(request, { requestId });
  if (ctx.isKeyRefused) throw keyRefused({});
  if (ctx.actor.kind !== "person") throw new TRPCError({ code: "UNAUTHORIZED" });
  if (!can(ctx.actor, permission)) {
    const event = { userId: ctx.actor.userId, address: ctx.address ?? "", subject: permission };
    await recordSecurityEvent(ctx, { kind: "access-denied", ...event });
    throw new TRPCError({ code: "FORBIDDEN" });
  }
  return ctx;
}

function refusalOf(error: unknown, requestId: string): Response {
  const failure = toTrpcError(
    error instanceof TRPCError ? error : new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error }),
  );
  const refusal = toRefusalShape(failure, requestId);
  if (refusal.kind === "unexpected") logger().error({ requestId, err: error }, "a document failed");
  return new Response(refusal.message, {
    status: getHTTPStatusCodeFromError(failure),
    headers: { ...NO_STORE, "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
  });
}
