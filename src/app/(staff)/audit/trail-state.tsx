"use client";

import { Loaded } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { formatDay } from "@/shared/dates";
import { formatCount } from "@/shared/plural";
import { CopyButton } from "@/ui/copy-button";
import { DateTime } from "@/ui/date-time";
import { Notice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";

type Trail = Outputs["history"]["getTrail"];

const ASK_EVERY_MS = 60_000;
const HEAD_SHOWN = 12;

/** How far the record is proved, and by which head. No live event tells of what happens at night. */
export function TrailState() {
  const trail = trpc.history.getTrail.useQuery(undefined, { refetchInterval: ASK_EVERY_MS });
  return (
    <div className="mb-4">
      <Loaded inline query={trail} skeleton={<Skeleton className="h-10" />}>
        {(trail) => <State {...trail} />}
      </Loaded>
    </div>
  );
}

function State({ seal, proof }: Trail) {
  if (proof && !proof.isSound) return <Altered {...proof} />;
  if (!seal)
    return (
      <Notice tone="info" title="Nothing is sealed yet">
        Each day is sealed once it is over. From then on nobody can change it and leave no trace.
      </Notice>
    );
  const isProved = proof?.provedUntil === seal.day;
  return (
    <Notice
      tone={isProved ? "success" : "info"}
      title={
        <span className="inline-flex flex-wrap items-center gap-x-1.5">
          {isProved ? "Proved" : "Sealed"} up to {formatDay(seal.day)}, head{" "}
          <code className="font-mono">{seal.head.slice(0, HEAD_SHOWN)}…</code>
          <CopyButton text={JSON.stringify(seal)} label="Copy the head" />
        </span>
      }
    >
      {proof ? (
        <>
          Checked <DateTime at={proof.finishedAt} />. Keep the head outside of Quartermaster: it proves all before it.
        </>
      ) : (
        "The first check runs tonight."
      )}
    </Notice>
  );
}

function Altered({ count, findings }: NonNullable<Trail["proof"]>) {
  return (
    <Notice tone="danger" title={`The record was altered: ${formatCount(count, "finding")}`}>
      Tell the operator of Quartermaster, who finds all of them by npm run verify-audit.
      <ul className="mt-1 list-disc pl-4 wrap-anywhere">
        {findings.map(({ day, subject, what }) => (
          <li key={`${day} ${subject} ${what}`}>
            {day && `${formatDay(day)}: `}
            {subject} {what}.
          </li>
        ))}
      </ul>
    </Notice>
  );
}
