"use client";

import { useState } from "react";
import { WaitingAdjustments } from "@/app/(staff)/_approvals/waiting-adjustments";
import { ImportStatus, isRunning, type ProductImport } from "@/app/(staff)/products/import/import-status";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { LinkButton } from "@/ui/link-button";
import { Notice } from "@/ui/notice";
import { PageBody, PageHeader } from "@/ui/page";
import { Progress } from "@/ui/progress";
import { DetailSkeleton } from "@/ui/skeleton";
import { ImportEffects } from "./import-effects";
import { ImportNotes, ImportQuestions, openQuestionsOf } from "./import-notes";
import { ImportProblems } from "./import-problems";
import { ImportSummary } from "./import-summary";
import { MapColumns } from "./map-columns";

/** One import through all of its steps. The worker continues when the page is left; this page shows how far it is. */
export function ImportScreen({ importId }: { importId: string }) {
  const file = trpc.imports.get.useQuery({ importId });
  return (
    <Loaded query={file} skeleton={<DetailSkeleton />}>
      {(file) => <ImportPage key={importId} file={file} />}
    </Loaded>
  );
}

function ImportPage({ file }: { file: ProductImport }) {
  const [isMapping, setMapping] = useState(false);
  const mapsNow = file.status === "uploaded" || file.status === "failed" || (isMapping && file.status === "checked");
  return (
    <>
      <PageHeader
        title={file.fileName}
        breadcrumb={[
          { label: "Products", href: "/products" },
          { label: "Import", href: "/products/import" },
        ]}
        badge={<ImportStatus file={file} />}
        description={
          <>
            {file.createdByName}, <DateTime at={file.createdAt} />
            {file.rowsTotal > 0 && ` · ${formatCount(file.rowsTotal, "row")}`}
          </>
        }
        actions={
          file.status === "applied" && (
            <LinkButton href="/products" variant="primary">
              View products
            </LinkButton>
          )
        }
      />
      <PageBody>
        {file.failure && (
          <Notice tone="danger" title="The file couldn't be read completely">
            {file.failure} Rows already imported are kept. Fix the file or check it again.
          </Notice>
        )}
        {file.isStopped && <Stopped file={file} />}
        {isRunning(file.status) && !file.isStopped && <Running file={file} />}
        {mapsNow && <MapColumns file={file} onChecking={() => setMapping(false)} />}
        {file.status === "checked" && !isMapping && (
          <>
            <ImportQuestions file={file} />
            <ReadyToApply file={file} onMap={() => setMapping(true)} />
          </>
        )}
        {(file.status === "checked" || file.status === "applied" || isRunning(file.status)) && !mapsNow && (
          <>
            <ImportSummary file={file} />
            <WaitingAdjustments of={file.id} />
            <ImportNotes file={file} />
            <ImportProblems file={file} />
            <ImportEffects file={file} />
          </>
        )}
      </PageBody>
    </>
  );
}

function Running({ file }: { file: ProductImport }) {
  const done = rowsReached(file);
  const known = file.rowsTotal > 0;
  return (
    <Card className="flex flex-col gap-2">
      <Progress
        label={file.status === "checking" ? "Checking every row; nothing is changed yet" : "Importing"}
        max={Math.max(1, file.rowsTotal)}
        text={known ? `${formatQuantity(done)} of ${formatCount(file.rowsTotal, "row")}` : "Counting the rows"}
        {...(known && { value: done })}
      />
      <p className="text-xs text-muted">You can leave this page. The import continues and is listed under Import.</p>
    </Card>
  );
}

const rowsReached = (file: ProductImport) => (file.status === "checking" ? file.rowsChecked : file.rowsDone);

/** The job died or was lost. Rows that were imported stay. */
function Stopped({ file }: { file: ProductImport }) {
  const resume = trpc.imports.resume.useMutation();
  const what = file.status === "checking" ? "checked" : "imported";
  const reached =
    rowsReached(file) === 0
      ? `No rows ${what} yet.`
      : `${formatQuantity(rowsReached(file))} of ${formatCount(file.rowsTotal, "row")} ${what}; they are kept.`;
  return (
    <div className="flex flex-col gap-2">
      <Notice
        tone="danger"
        title={file.stoppedAt ? "Import stopped" : "No progress for 10 minutes"}
        action={
          <Button pending={resume.isPending} onClick={() => resume.mutate({ importId: file.id })}>
            Resume
          </Button>
        }
      >
        {reached} Resume to continue from there. If it stops again, ask an operator to check the log.
      </Notice>
      <RefusalNotice of={resume.error} />
    </div>
  );
}

function ReadyToApply({ file, onMap }: { file: ProductImport; onMap: () => void }) {
  const apply = trpc.imports.applyChanges.useMutation();
  const changes = file.rowsNew + file.rowsChanged;
  const isOpen = openQuestionsOf(file).length > 0;
  return (
    <Card className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm">{whatApplyingDoes(changes, isOpen)}</p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={onMap}>Change columns</Button>
          <Button
            variant="primary"
            shortcut="mod+enter"
            disabled={isOpen}
            pending={apply.isPending}
            onClick={() => apply.mutate({ importId: file.id })}
          >
            {changes === 0 ? "Import anyway" : `Import ${formatCount(changes, "row")}`}
          </Button>
        </div>
      </div>
      <RefusalNotice of={apply.error} />
    </Card>
  );
}

function whatApplyingDoes(changes: number, isOpen: boolean): string {
  if (isOpen) return "Answer the question above first. The file is then checked again.";
  return changes === 0
    ? "The catalog already matches this file. Importing it would change nothing."
    : "Importing would make these changes. Cells with problems are skipped; everything else is imported.";
}
