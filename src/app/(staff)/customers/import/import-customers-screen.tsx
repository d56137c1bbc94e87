"use client";

import { useState } from "react";
import { uploadFile } from "@/app/(staff)/_imports/upload-file";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CUSTOMERS_BYTES_MAX, CUSTOMER_ROWS_MAX } from "@/modules/imports/customers/customer-fields";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { FileDrop } from "@/ui/file-drop";
import { LinkButton } from "@/ui/link-button";
import { Notice } from "@/ui/notice";
import { PageBody, PageHeader } from "@/ui/page";
import { Progress } from "@/ui/progress";
import { Skeleton } from "@/ui/skeleton";
import { CustomersPreview } from "./customers-preview";

type Step =
  | { at: "choose"; problem: string | null }
  | { at: "sending"; name: string }
  | { at: "look"; fileKey: string };

/** A file of customers: what it would do is shown before anything is done. */
export function ImportCustomersScreen() {
  const [step, setStep] = useState<Step>({ at: "choose", problem: null });
  const send = async (file: File) => {
    setStep({ at: "sending", name: file.name });
    try {
      setStep({ at: "look", fileKey: await uploadFile(file, () => {}) });
    } catch (error) {
      setStep({ at: "choose", problem: error instanceof Error ? error.message : "Upload failed." });
    }
  };
  return (
    <>
      <PageHeader
        title="Import customers"
        breadcrumb={[{ label: "Customers", href: "/customers" }, { label: "Import" }]}
        description="You see every change and every problem before anything is imported."
      />
      <PageBody>
        {step.at === "look" ? (
          <Look fileKey={step.fileKey} onAgain={() => setStep({ at: "choose", problem: null })} />
        ) : step.at === "sending" ? (
          <Card>
            <Progress label={`Uploading ${step.name}`} max={100} text="Reading" />
          </Card>
        ) : (
          <Choose problem={step.problem} onFile={(file) => void send(file)} />
        )}
      </PageBody>
    </>
  );
}

const MOST = formatCount(CUSTOMER_ROWS_MAX, "customer");
const Choose = ({ problem, onFile }: { problem: string | null; onFile: (file: File) => void }) => (
  <div className="flex flex-col gap-3">
    {problem && (
      <Notice tone="danger" title="Upload failed">
        {problem}
      </Notice>
    )}
    <FileDrop
      label="CSV file of customers"
      hint={`An export as it is, or any CSV file whose first row names the columns. At most ${MOST}.`}
      accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
      bytesMax={CUSTOMERS_BYTES_MAX}
      onFiles={([file]) => file && onFile(file)}
    />
    <p className="max-w-prose text-sm text-muted">
      A row changes the customer with its customer ID, else with its VAT number, else with its email; otherwise it adds
      a new one. Blank cells leave what is there. A row with a problem is left out.
    </p>
  </div>
);

function Look({ fileKey, onAgain }: { fileKey: string; onAgain: () => void }) {
  const apply = trpc.imports.importCustomers.useMutation();
  // Once it is imported the file is used up, and the customers that it changed would have it asked for again.
  const preview = trpc.imports.previewCustomers.useQuery({ fileKey }, { enabled: apply.isIdle || apply.isError });
  if (apply.data) {
    const { created, changed, skipped } = apply.data;
    return (
      <Notice
        tone="success"
        title="Customers imported"
        action={
          <LinkButton size="sm" href="/customers">
            Open customers
          </LinkButton>
        }
      >
        {formatCount(created, "customer")} added, {formatQuantity(changed)} changed
        {skipped > 0 && `, ${formatCount(skipped, "row")} left out`}.
      </Notice>
    );
  }
  return (
    <Loaded query={preview} skeleton={<Skeleton className="h-48 w-full" />}>
      {(found) => (
        <div className="flex min-w-0 flex-col gap-4">
          <div className="flex flex-wrap items-center gap-2">
            <Button
              variant="primary"
              pending={apply.isPending}
              disabled={found.created + found.changed === 0}
              onClick={() => apply.mutate({ fileKey, digest: found.digest })}
            >
              Import customers
            </Button>
            <Button onClick={onAgain}>Choose another file</Button>
          </div>
          <RefusalNotice of={apply.error} />
          <CustomersPreview found={found} />
        </div>
      )}
    </Loaded>
  );
}
