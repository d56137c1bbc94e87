import { inventoryChecks } from "@/modules/inventory/checks";
import { dropOldProofs, findEndOfLedger, findLastProved, keepProof } from "@/modules/inventory/proofs/keep-proof";
import { ledgerProofs } from "@/modules/inventory/proofs/schema";
import { invoicesChecks } from "@/modules/invoices/checks";
import { ordersChecks } from "@/modules/orders/checks";
import { parcelsChecks } from "@/modules/parcels/checks";
import { pickingChecks } from "@/modules/picking/checks";
import { reportsChecks } from "@/modules/reports/checks";
import { returnsChecks } from "@/modules/returns/checks";
import { config } from "@/platform/config";
import type { Db } from "@/platform/database/db";
import type { Sweep } from "@/platform/database/retention";
import { type Report, verify } from "@/platform/database/verify";
import { withDeadline } from "@/platform/database/watch";
import { logger } from "@/platform/logger";
import { findDueProof } from "./nightly";

/** A single sum over many years of movements may take as long as this. */
const DEADLINE_MS = 600_000;

type Proof = Report & { isWhole: boolean };

/**
 * Verifies the books and keeps the result: all of them, or what was added or changed since the newest sound proof.
 * Where there is none all of them. A fault leaves the mark where it was, and one that a whole run found leaves none, so
 * that it is named again until it is mended.
 */
export const proveBooks = (db: Db, { sinceLast }: { sinceLast: boolean }, signal?: AbortSignal): Promise<Proof> =>
  withDeadline(
    DEADLINE_MS,
    async () => {
      const reached = await findEndOfLedger(db);
      const since = sinceLast ? await findLastProved(db) : null;
      const isWhole = since === null;
      const checks = [
        ...inventoryChecks(since),
        ...ordersChecks(since),
        ...returnsChecks(since),
        ...invoicesChecks(since),
        ...pickingChecks,
        ...reportsChecks(since),
        ...parcelsChecks(since),
      ];
      const report = await verify({ db }, checks, { inTwo: config().databasePoolMax > 1 });
      await keepProof(db, { reached, isWhole, report });
      return { ...report, isWhole };
    },
    signal,
  );

/**
 * Proves the books when it is due. Several may do it at once. A difference is an error in the log and stays in the
 * proof. A process that stops leaves the proof to the next.
 */
export const proveBooksNightly: Sweep = async (db, signal) => {
  const due = await findDueProof(db, ledgerProofs);
  if (!due) return 0;
  await dropOldProofs(db);
  const proof = await proveBooks(db, { sinceLast: !due.isWhole }, signal).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
  if (!proof) return 0;
  const { isSound, isWhole, differences } = proof;
  if (isSound) logger().info({ isWhole }, "the books balance");
  else logger().error({ isWhole, differences }, "the books do not balance; run npm run verify-ledger");
  return 0;
};
