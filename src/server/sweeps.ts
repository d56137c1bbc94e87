import type { Sweep } from "@/platform/database/retention";
import { sweepAnswers } from "@/platform/idempotency/sweep-answers";
import { sweepClaims } from "@/platform/jobs/sweep-claims";
import { sweepOutbox } from "@/platform/outbox/sweep-outbox";

/** Everything that grows old and goes: one line for each table. */
export const SWEEPS: readonly Sweep[] = [sweepOutbox, sweepAnswers, sweepClaims];
