import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import type { IdRange } from "./days";
import type { Findings } from "./findings";
import { type Contents, Digest, type RowHash, unpack } from "./head";
import { isRedacted } from "./redactions";
import { auditSealBlocks, auditSweeps } from "./schema";
import { readHashes, SOURCES, type Source } from "./sources";

type Day = { day: string; contents: Contents; range: IdRange };
type Compared = { rows: number; redacted: number; isSwept: boolean };

const SNAPSHOT = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

/** Holds the rows of a sealed day against the hashes that were kept of them, and those against the seal. */
export const compareDay = (db: Db, day: Day, findings: Findings): Promise<Compared> =>
  db.transaction(async (tx) => {
    const compared = { rows: 0, redacted: 0, isSwept: false };
    for (const source of SOURCES) {
      // A day that was sealed by a release before the source says nothing of it, and its head says that it does not.
      if (!day.contents.sources.some(([name]) => name === source)) continue;
      const sweptAt = await findSweep(tx, source, day.day);
      const { rows, redacted } = await compareSource(tx, source, { ...day, isSwept: sweptAt !== null }, findings);
      compared.rows += rows;
      compared.redacted += redacted;
      compared.isSwept ||= sweptAt !== null;
    }
    return compared;
  }, SNAPSHOT);

/** When rows of the day were removed for their age; null where none were. */
async function findSweep(tx: Tx, source: Source, day: string): Promise<string | null> {
  const [sweep] = await tx.execute<{ at: string }>(sql`
    select swept_at as at from ${auditSweeps} where source = ${source} and day = ${day}::date`);
  return sweep?.at ?? null;
}

async function compareSource(tx: Tx, source: Source, day: Day & { isSwept: boolean }, findings: Findings) {
  const found = (id: string, what: string) => findings.add({ day: day.day, subject: `${source} ${id}`, what });
  const kept = new Digest();
  const rows = oneByOne(readHashes({ db: tx }, source, day.range));
  const hashes = oneByOne(readKept(tx, source, day.day, kept));
  const looked = { rows: 0, redacted: 0 };
  let [row, hash] = [await next(rows), await next(hashes)];
  while (row !== null || hash !== null) {
    if (row !== null) looked.rows += hash === null || row.id <= hash.id ? 1 : 0;
    if (row === null || (hash !== null && hash.id < row.id)) {
      if (!day.isSwept) found(hash?.id ?? "", "was removed after the day was sealed");
      hash = await next(hashes);
    } else if (hash === null || row.id < hash.id) {
      found(row.id, "was added after the day was sealed");
      row = await next(rows);
    } else {
      if (row.hash !== hash.hash) {
        if (source === "audit_entries" && (await isRedacted(tx, hash, row.hash))) looked.redacted += 1;
        else found(row.id, "was changed after the day was sealed");
      }
      [row, hash] = [await next(rows), await next(hashes)];
    }
  }
  // Of a large day some of the hashes may be gone and some not yet.
  if (!day.isSwept || looked.rows > 0) compareKept(source, day, kept, findings);
  return looked;
}

/** Where all rows were removed for their age, their hashes go as well, and the seal says all that is left to say. */
function compareKept(source: Source, { day, contents }: Day, kept: Digest, findings: Findings) {
  const sealed = contents.sources.find(([name]) => name === source);
  if (!sealed) return;
  const [, rows, digest] = sealed;
  if (kept.rows !== rows || kept.end() !== digest)
    findings.add({
      day,
      subject: `The row hashes of ${source}`,
      what: `were changed: they are of ${kept.rows} rows, and the seal is of ${rows}`,
    });
}

async function* readKept(tx: Tx, source: Source, day: string, kept: Digest): AsyncGenerator<RowHash[]> {
  for (let ordinal = -1; ;) {
    const [block] = await tx.execute<{ ordinal: number; hashes: Uint8Array }>(sql`
      select ordinal, hashes from ${auditSealBlocks}
      where day = ${day}::date and source = ${source} and ordinal > ${ordinal}::integer order by ordinal ${atMost(1)}`);
    if (!block) return;
    ordinal = block.ordinal;
    const hashes = Buffer.from(block.hashes);
    kept.add(hashes);
    yield unpack(hashes);
  }
}

async function* oneByOne(batches: AsyncGenerator<RowHash[]>): AsyncGenerator<RowHash> {
  for await (const batch of batches) yield* batch;
}

async function next(rows: AsyncGenerator<RowHash>): Promise<RowHash | null> {
  const { value } = await rows.next();
  return value ?? null;
}
