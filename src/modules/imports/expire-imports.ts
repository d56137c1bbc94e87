import { and, eq, inArray, lt, or, sql } from "drizzle-orm";
import { findLogo } from "@/modules/shop/queries";
import { type Context, systemContext } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { files } from "@/platform/files";
import { inTransaction } from "@/platform/transaction";
import { currentDate } from "@/shared/clock";
import { changeImportStatus, deleteCodes } from "./change-import-status";
import { releaseUpload } from "./hold-upload";
import { lockImport } from "./lock-import";
import { importUploads, productImportEffects, productImportProblems, productImports } from "./schema";

const DAY_MS = 24 * 3_600_000;
/** An uploaded or checked file waits this long for somebody to go on with it. */
const IMPORT_KEPT_DAYS = 14;
/** A file that no import knows: its page was closed right after the upload. */
const UNKNOWN_FILE_KEPT_MS = 2 * DAY_MS;
/** What is still being written is not older than this. */
const UNFINISHED_KEPT_MS = 3_600_000;
const FINDINGS_KEPT_MS = 90 * DAY_MS;
const EXPIRED_AT_ONCE_MAX = 50;

const EXPIRED = `The file was deleted, since nobody went on with it for ${IMPORT_KEPT_DAYS} days. Upload it again.`;

const isOld = lt(productImports.movedAt, before(IMPORT_KEPT_DAYS * DAY_MS));

/** Ends imports that nobody went on with: their page says why, and their files go. */
export const expireImports = async (db: Db): Promise<number> => {
  const abandoned = await db
    .select({ id: productImports.id })
    .from(productImports)
    .where(and(inArray(productImports.status, ["uploaded", "checked"]), isOld))
    .limit(EXPIRED_AT_ONCE_MAX);
  for (const { id } of abandoned) await expireImport(systemContext(db, "imports.expire"), id);
  return abandoned.length;
};

async function expireImport(ctx: Context, importId: string): Promise<void> {
  const fileKey = await inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.status !== "uploaded" && row.status !== "checked") return null;
    await changeImportStatus(ctx, row, "failed", { failure: EXPIRED, finishedAt: ctx.now });
    await deleteCodes(ctx, importId);
    await releaseUpload(ctx, row.fileKey);
    return row.fileKey;
  });
  if (fileKey !== null) await files().remove(fileKey);
}

/** Deletes files that no living import needs, and what killed processes left half written. */
export const sweepFiles = async (db: Db): Promise<number> => {
  const now = currentDate().getTime();
  const unfinished = await files().removeUnfinished(new Date(now - UNFINISHED_KEPT_MS));
  const old = await files().listOlderThan(new Date(now - UNKNOWN_FILE_KEPT_MS));
  const needed = old.length === 0 ? [] : await filesInUse(db, old);
  const useless = old.filter((key) => !needed.includes(key));
  for (const key of useless) {
    await files().remove(key);
    await releaseUpload({ db }, key);
  }
  return unfinished + useless.length;
};

async function filesInUse(db: Db, keys: string[]): Promise<string[]> {
  const isLiving = inArray(productImports.status, ["uploaded", "checking", "checked", "applying"]);
  const mayStartOver = and(eq(productImports.status, "failed"), sql`not ${isOld}`);
  const rows = await db
    .select({ fileKey: productImports.fileKey })
    .from(productImports)
    .where(and(inArray(productImports.fileKey, keys), or(isLiving, mayStartOver)));
  const logo = await findLogo({ db });
  return [...rows.map(({ fileKey }) => fileKey), ...(logo ? [logo.fileKey] : [])];
}

/** Room that was held for files which never arrived. */
export const sweepHeldUploads: Sweep = sql`
  delete from ${importUploads} where id in (
    select id from ${importUploads} where file_key is null and uploaded_at < ${before(UNFINISHED_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;

export const sweepProblems: Sweep = sql`
  delete from ${productImportProblems} where (import_id, phase, "row", "column") in (
    select import_id, phase, "row", "column" from ${productImportProblems} as problem
    join ${productImports} as import on import.id = problem.import_id
    where import.moved_at < ${before(FINDINGS_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update of problem skip locked)
  returning 1`;

export const sweepEffects: Sweep = sql`
  delete from ${productImportEffects} where (import_id, "row") in (
    select import_id, "row" from ${productImportEffects} as effect
    join ${productImports} as import on import.id = effect.import_id
    where import.moved_at < ${before(FINDINGS_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update of effect skip locked)
  returning 1`;
