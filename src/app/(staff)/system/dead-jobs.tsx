"use client";

import { RotateCw, Trash2 } from "lucide-react";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DateTime } from "@/ui/date-time";
import { Section } from "@/ui/page";

type DeadJob = NonNullable<Outputs["system"]["get"]["deadJobs"]>[number];

/** Work that was given up: read why, try it again, or let go of it. */
export function DeadJobs({ jobs }: { jobs: readonly DeadJob[] }) {
  const system = trpc.useUtils().system.get;
  const refresh = { onSuccess: () => system.invalidate() };
  const retry = trpc.system.retryJob.useMutation(refresh);
  const discard = trpc.system.discardJob.useMutation(refresh);
  return (
    <Section
      title="Given up"
      description={
        jobs.length === 0
          ? "No work was given up."
          : "Tried as often as makes sense. What was done before is not done twice."
      }
    >
      <RefusalNotice of={retry.error ?? discard.error} />
      {jobs.length > 0 && (
        <ul className="divide-y divide-border">
          {jobs.map((job) => (
            <li key={job.id} className="flex flex-wrap items-center gap-3 py-2.5 text-sm">
              <div className="min-w-0 flex-1">
                <p className="font-medium">{job.handler}</p>
                <p className="text-muted">{job.reason}</p>
                <p className="text-xs text-muted">
                  {job.failedAt && <DateTime at={job.failedAt} mode="datetime" />}
                  {`, ${formatCount(job.attempts, "attempt")}, request ${job.requestId}`}
                </p>
              </div>
              <Button
                size="sm"
                icon={<RotateCw aria-hidden />}
                pending={retry.isPending && retry.variables.jobId === job.id}
                onClick={() => retry.mutate({ jobId: job.id })}
              >
                Try again
              </Button>
              <ConfirmDialog
                title={`Discard ${job.handler}?`}
                confirm="Discard"
                onConfirm={() => discard.mutateAsync({ jobId: job.id })}
                trigger={
                  <Button size="sm" icon={<Trash2 aria-hidden />}>
                    Discard
                  </Button>
                }
              >
                It will never be done, and can't be tried again. Orders, stock and imports stay as they are.
              </ConfirmDialog>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
