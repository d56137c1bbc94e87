import { previewCustomers } from "@/modules/imports/customers/preview-customers";
import { holdUpload, keepUpload } from "@/modules/imports/hold-upload";
import type { Context } from "@/platform/context";
import { files } from "@/platform/files";

/** A file as whoever acts has uploaded it. @returns its key */
export async function anUploadedFile(ctx: Context, content: string | Buffer): Promise<string> {
  const bytes = Buffer.from(content);
  const pieces = async function* () {
    yield bytes;
  };
  const uploadId = await holdUpload(ctx, bytes.length);
  const stored = await files().put(pieces(), { bytesMax: bytes.length });
  await keepUpload(ctx, uploadId, stored);
  return stored.key;
}

/** One that somebody has looked at and may now import. */
export async function aLookedAtFile(ctx: Context) {
  const fileKey = await anUploadedFile(ctx, "Name,City\nGrace Hopper,Arlington\n");
  const { digest } = await previewCustomers(ctx, { fileKey });
  return { digest, fileKey };
}
