import type { TrailReport } from "@/platform/audit/chain/report";
import { formatCount } from "@/shared/plural";

type Told = TrailReport & { isWhole: boolean };

/** What a run over the audit trail found, for whoever reads it in a terminal or a mail. */
export function describeTrail(report: Told, { exported }: { exported: number }): string[] {
  const { isSound, count, findings, head } = report;
  if (isSound && head === null) return ["No day of the audit trail is sealed yet: the first one is, once it is over."];
  const named = findings.map(({ day, subject, what }) => `FAIL  ${day === null ? "" : `${day}: `}${subject} ${what}.`);
  const more =
    count > findings.length ? [`      ... and ${formatCount(count - findings.length, "finding")} more.`] : [];
  return [...named, ...more, ...lookedThrough(report, exported), ...(isSound ? sound(report) : WHAT_TO_DO)];
}

function lookedThrough({ days, rows, redacted, sweptDays, isWhole }: Told, exported: number): string[] {
  const scope = isWhole ? "" : ", the rows only of what is new since the last sound run";
  const swept =
    sweptDays > 0 ? ` ${formatCount(sweptDays, "day")} had rows removed for their age, as was recorded.` : "";
  const erased =
    redacted > 0
      ? ` ${formatCount(redacted, "row")} had personal data of erased customers removed, as was recorded.`
      : "";
  const outside = exported > 0 ? ` Compared with ${formatCount(exported, "exported head")}.` : "";
  const looked = `${formatCount(days, "sealed day")} and ${formatCount(rows, "row")}`;
  return [`Looked through ${looked}${scope}.${swept}${erased}${outside}`];
}

const sound = ({ head }: Told) =>
  head ? [`The audit trail is as it was sealed, up to ${head.day}, head ${head.head}.`] : [];

const WHAT_TO_DO = [
  "The audit trail was altered. Nothing was changed by this run.",
  "Keep a copy of the database and of its log before anything else. A backup of a day before shows what the rows said;",
  "compare the heads that were kept outside: npm run verify-audit -- --heads FILE names the first day that differs.",
];
