import type { Db } from "@/platform/database/db";
import { findLastProvedDay, keepTrailProof } from "./keep-proof";
import type { TrailReport } from "./report";
import type { Head } from "./seal-days";
import { verifyDays } from "./verify-days";

type Wanted = { sinceLast: boolean; exported?: readonly Head[] };
type Proof = TrailReport & { isWhole: boolean };

/** Verifies the trail and keeps the result: all of it, or the days that no sound run has proved. */
export async function proveTrail(db: Db, { sinceLast, exported = [] }: Wanted, signal?: AbortSignal): Promise<Proof> {
  const rowsSince = sinceLast ? await findLastProvedDay(db) : null;
  const isWhole = rowsSince === null;
  const report = await verifyDays(db, { rowsSince, exported }, signal);
  await keepTrailProof(db, { isWhole, report });
  return { ...report, isWhole };
}
