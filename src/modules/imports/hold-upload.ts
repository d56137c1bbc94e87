import { eq, sql } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { toCount } from "@/platform/database/numbers";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { tooManyUploads } from "./contract";
import { importUploads } from "./schema";

const GIGABYTE = 1024 ** 3;

/** Of files that were uploaded and not imported yet. Imported ones, and those left alone for long, are deleted. */
const UPLOAD_LIMITS = {
  ofOne: { files: 200, bytes: 2 * GIGABYTE },
  ofAll: { files: 1_000, bytes: 10 * GIGABYTE },
} as const;
type Limits = Record<keyof typeof UPLOAD_LIMITS, { files: number; bytes: number }>;

/** Spells QUPL. Held while the open uploads are counted, so that two at once are not both the last. */
const UPLOADS_LOCK = 0x5155504c;

/**
 * Makes room for a file before its first byte is taken. What it returns is kept by `keepUpload` or given back by
 * `dropUpload`.
 *
 * @throws tooManyUploads
 */
export async function holdUpload(ctx: Context, bytes: number, limits: Limits = UPLOAD_LIMITS): Promise<string> {
  const uploadedBy = requireActorId(ctx);
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${UPLOADS_LOCK})`);
    const isOwn = sql`filter (where ${importUploads.uploadedBy} = ${uploadedBy})`;
    const [open] = await ctx.db
      .select({
        files: sql<string>`count(*)`,
        bytes: sql<string>`coalesce(sum(${importUploads.bytes}), 0)`,
        ownFiles: sql<string>`count(*) ${isOwn}`,
        ownBytes: sql<string>`coalesce(sum(${importUploads.bytes}) ${isOwn}, 0)`,
      })
      .from(importUploads);
    const isTooMuch = (files: string | undefined, sum: string | undefined, limit: { files: number; bytes: number }) =>
      Number(files) >= limit.files || Number(sum) + bytes > limit.bytes;
    if (isTooMuch(open?.ownFiles, open?.ownBytes, limits.ofOne)) throw tooManyUploads({ whose: "own" });
    if (isTooMuch(open?.files, open?.bytes, limits.ofAll)) throw tooManyUploads({ whose: "all" });
    const id = newId();
    await ctx.db.insert(importUploads).values({ id, bytes: toCount(bytes), uploadedBy });
    return id;
  });
}

/** The file has arrived whole. */
export async function keepUpload(ctx: Pick<Context, "db">, id: string, file: { key: string; bytes: number }) {
  await ctx.db
    .update(importUploads)
    .set({ fileKey: file.key, bytes: toCount(file.bytes) })
    .where(eq(importUploads.id, id));
}

export async function dropUpload(ctx: Pick<Context, "db">, id: string): Promise<void> {
  await ctx.db.delete(importUploads).where(eq(importUploads.id, id));
}

/** Its file is about to be deleted, so it counts no more. */
export async function releaseUpload(ctx: Pick<Context, "db">, fileKey: string): Promise<void> {
  await ctx.db.delete(importUploads).where(eq(importUploads.fileKey, fileKey));
}
