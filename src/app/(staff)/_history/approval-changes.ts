import * as z from "zod";
import { APPROVAL_STATES, type ApprovalState } from "@/modules/approvals/approval";
import { type Change, type ChangeWords, readValues, recorded } from "./change";

const Approval = z.object({
  state: recorded(z.enum(APPROVAL_STATES)),
  asked: recorded(z.string()),
  reason: recorded(z.string()),
  note: recorded(z.string()),
});

/** What a request is about follows. */
export const APPROVAL_VERBS = {
  waiting: "asked for approval of",
  approved: "approved",
  refused: "refused",
  withdrawn: "withdrew the request for",
  expired: "let expire the request for",
} as const satisfies Record<ApprovalState, string>;

function approvalDetails({ after }: Change): string[] {
  const { asked, reason, note } = readValues(Approval, after);
  return [asked ?? "", reason ? `reason: ${reason}` : "", note ? `note: ${note}` : ""].filter((line) => line !== "");
}

export const APPROVAL_CHANGES: ChangeWords = {
  verb: ({ after }) => APPROVAL_VERBS[readValues(Approval, after).state ?? "waiting"],
  details: approvalDetails,
};
