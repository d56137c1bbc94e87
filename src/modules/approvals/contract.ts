import * as z from "zod";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import type { Staleness } from "@/shared/staleness";
import { APPROVAL_DAYS, APPROVAL_KINDS, APPROVAL_STATES, type ApprovalState, REASON_CHARACTERS_MAX } from "./approval";

/** Why somebody asks. Whoever decides knows nothing else of it. */
export const AskedReason = z.string().trim().min(1, "Enter a reason.").max(REASON_CHARACTERS_MAX);
const DecisionNote = z.string().trim().max(REASON_CHARACTERS_MAX).default("");

export const ApprovalRef = z.strictObject({ approvalId: Id });
export type ApprovalRef = z.infer<typeof ApprovalRef>;

export const ApproveRequest = ApprovalRef.extend({ note: DecisionNote });
export type ApproveRequest = z.infer<typeof ApproveRequest>;

export const RefuseApproval = ApprovalRef.extend({
  note: z.string().trim().min(1, "Say why, so that it can be put right.").max(REASON_CHARACTERS_MAX),
});
export type RefuseApproval = z.infer<typeof RefuseApproval>;

export const ListApprovals = Paging.extend({
  state: z.enum(APPROVAL_STATES).optional(),
  kind: z.enum(APPROVAL_KINDS).optional(),
  /** About this thing. */
  subjectId: Id.optional(),
  /** Asked for by the person who looks. */
  isOwn: z.boolean().optional(),
});
export type ListApprovals = z.infer<typeof ListApprovals>;

export const ApprovalSubject = z.strictObject({ subjectId: Id });
export type ApprovalSubject = z.infer<typeof ApprovalSubject>;

const Fact = z.object({ approvalId: Id, subjectId: Id });
export const approvalAsked = defineEvent("approvals.asked", Fact);
export const approvalDecided = defineEvent("approvals.decided", Fact);

export const APPROVALS_STALENESS = {
  list: [{ facts: ["approvals"] }],
  listWaiting: [{ facts: ["approvals"], about: "asked" }],
  countWaiting: [{ facts: ["approvals"] }],
} as const satisfies Staleness;

type Nothing = Record<string, never>;

export const approvalNotFound = defineError<Nothing>(
  "approvals.not-found",
  "not-found",
  () => "This request doesn't exist, or belongs to a warehouse that you have no access to.",
);

const ENDED = {
  waiting: `has waited for ${APPROVAL_DAYS} days and has expired`,
  approved: "was approved already",
  refused: "was refused already",
  withdrawn: "was withdrawn",
  expired: "has expired",
} as const satisfies Record<ApprovalState, string>;

/** Somebody else was faster, or too much time has gone by. */
export const approvalEnded = defineError<{ state: ApprovalState }>(
  "approvals.ended",
  "conflict",
  ({ state }) => `This request ${ENDED[state]}. Nothing was changed.`,
);

export const ownApproval = defineError<Nothing>(
  "approvals.own",
  "forbidden",
  () => "This is your own request. Another person decides it. Nothing was changed.",
);

export const approvalNotYours = defineError<Nothing>(
  "approvals.not-yours",
  "forbidden",
  () => "Only the person who asked can withdraw a request. Nothing was changed.",
);

export const onlyPeopleDecide = defineError<Nothing>(
  "approvals.only-people-decide",
  "forbidden",
  () => "Requests are decided by people who have signed in, and never by programs. Nothing was changed.",
);

export const mayNotDecide = defineError<Nothing>(
  "approvals.may-not-decide",
  "forbidden",
  () => "Your role doesn't decide requests of this kind. Ask a manager. Nothing was changed.",
);
