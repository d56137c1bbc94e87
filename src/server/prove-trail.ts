import { dropOldTrailProofs } from "@/platform/audit/chain/keep-proof";
import { proveTrail } from "@/platform/audit/chain/prove-trail";
import { auditProofs } from "@/platform/audit/chain/schema";
import { type Head, sealDays } from "@/platform/audit/chain/seal-days";
import type { Sweep } from "@/platform/database/retention";
import { logger } from "@/platform/logger";
import { exportHead } from "./export-head";
import { findDueProof } from "./nightly";

/**
 * Seals the days of the audit trail that are over: on a database with years of history all of them, one after the
 * other. Each head is a line of the log, and the newest goes to wherever this installation keeps them.
 */
export const sealFinishedDays: Sweep = async (db, signal) => {
  let newest: Head | null = null;
  for await (const { day, head, rows } of sealDays(db, signal)) {
    logger().info({ event: "audit-head", day, head, rows }, "a day of the audit trail was sealed");
    newest = { day, head };
  }
  await exportHead(db, newest);
  return 0;
};

/** Proves the trail when it is due. A process that stops leaves the proof to the next. */
export const proveTrailNightly: Sweep = async (db, signal) => {
  const due = await findDueProof(db, auditProofs);
  if (!due) return 0;
  await dropOldTrailProofs(db);
  const proof = await proveTrail(db, { sinceLast: !due.isWhole }, signal).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
  if (!proof) return 0;
  const { isSound, isWhole, findings, head } = proof;
  if (isSound) logger().info({ isWhole, ...head }, "the audit trail is proved");
  else logger().error({ isWhole, findings }, "the audit trail was altered; run npm run verify-audit");
  return 0;
};
