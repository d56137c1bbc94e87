import { expireApprovals } from "@/modules/approvals/expire-approvals";
import { sweepPrintRuns } from "@/modules/documents/runs/queries";
import {
  expireImports,
  sweepEffects,
  sweepFiles,
  sweepHeldUploads,
  sweepProblems,
} from "@/modules/imports/expire-imports";
import { NOTIFICATIONS_SWEEPS } from "@/modules/notifications/sweep-notices";
import { keepSales } from "@/modules/orders/keep-sales";
import { keepSold } from "@/modules/reports/keep-sold";
import { USERS_SWEEPS } from "@/modules/users/sweep-users";
import { sweepHashes } from "@/platform/audit/chain/sweep-hashes";
import { AUDIT_ORIGIN_SWEEPS } from "@/platform/audit/sweep-audit-origins";
import { sweepHistory } from "@/platform/audit/sweep-history";
import { sweepListExports } from "@/platform/audit/sweep-list-exports";
import { sweepSecurityEvents } from "@/platform/audit/sweep-security-events";
import { config } from "@/platform/config";
import type { Sweep } from "@/platform/database/retention";
import { sweepAnswers } from "@/platform/idempotency/sweep-answers";
import { sweepClaims } from "@/platform/jobs/sweep-claims";
import { sweepMailFiles } from "@/platform/mail/sweep-mail-files";
import { sweepOutbox } from "@/platform/outbox/sweep-outbox";
import { sweepProcesses } from "@/platform/process/say-alive";
import { proveBooksNightly } from "./prove-books";
import { proveTrailNightly, sealFinishedDays } from "./prove-trail";

/** Everything that grows old and goes. Imports first, whose end frees their files. */
export const SWEEPS: readonly Sweep[] = [
  expireImports,
  sweepFiles,
  sweepHeldUploads,
  sweepProblems,
  sweepEffects,
  expireApprovals,
  ...USERS_SWEEPS,
  ...NOTIFICATIONS_SWEEPS,
  sweepSecurityEvents,
  ...AUDIT_ORIGIN_SWEEPS,
  sweepListExports,
  (db) => sweepHistory(db, config().historyYears),
  sweepHashes,
  sweepOutbox,
  sweepAnswers,
  sweepClaims,
  sweepProcesses,
  sweepMailFiles,
  sweepPrintRuns,
  keepSales,
  keepSold,
  proveBooksNightly,
  sealFinishedDays,
  proveTrailNightly,
];
