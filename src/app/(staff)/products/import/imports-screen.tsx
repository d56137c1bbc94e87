"use client";

import { FileSpreadsheet } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { uploadFile } from "@/app/(staff)/_imports/upload-file";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { IMPORT_BYTES_MAX } from "@/modules/imports/import-format";
import { Quantity } from "@/ui/amount";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { EmptyState } from "@/ui/empty-state";
import { FileDrop } from "@/ui/file-drop";
import { Notice } from "@/ui/notice";
import { PageBody, PageHeader, Section } from "@/ui/page";
import { Progress } from "@/ui/progress";
import { ImportStatus } from "./import-status";

type ImportRow = Outputs["imports"]["list"]["rows"][number];

const COLUMNS: readonly Column<ImportRow>[] = [
  { id: "file", header: "File", cell: (row) => <span className="font-medium">{row.fileName}</span>, card: "title" },
  { id: "status", header: "Status", cell: (row) => <ImportStatus file={row} />, card: "aside", width: "10rem" },
  { id: "rows", header: "Rows", cell: (row) => <Quantity value={row.rowsTotal} />, numeric: true, width: "6rem" },
  {
    id: "problems",
    header: "Problems",
    cell: (row) => <Quantity value={row.problemCount} tone={row.problemCount > 0 ? "warning" : "muted"} />,
    numeric: true,
    width: "6rem",
  },
  {
    id: "who",
    header: "By",
    cell: (row) => <span className="text-muted">{row.createdByName}</span>,
    card: "subtitle",
    width: "12rem",
  },
  { id: "when", header: "When", cell: (row) => <DateTime at={row.createdAt} className="text-muted" />, width: "9rem" },
];

/** The upload of a file, and the list of earlier imports. */
export function ImportsScreen() {
  const imports = trpc.imports.list.useInfiniteQuery({}, ENDLESS);
  const list = useEndlessList(imports);
  return (
    <>
      <PageHeader
        title="Import products"
        breadcrumb={[{ label: "Products", href: "/products" }, { label: "Import" }]}
        description="You see every change and every problem before anything is imported."
      />
      <PageBody>
        <NewImport />
        <Section title="Earlier imports" actions={<ExportList of="imports.list" filters={{}} />}>
          <DataTable
            label="Imports"
            columns={COLUMNS}
            {...list}
            rowId={(row) => row.id}
            href={(row) => `/products/import/${row.id}`}
            empty={
              <EmptyState icon={<FileSpreadsheet />} title="No imports yet">
                Your imports and their results appear here.
              </EmptyState>
            }
          />
        </Section>
      </PageBody>
    </>
  );
}

function NewImport() {
  const router = useRouter();
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const start = trpc.imports.start.useMutation({
    onSuccess: ({ importId }) => router.push(`/products/import/${importId}`),
    onError: (error) => {
      setSending(null);
      setProblem(refusalOf(error).message);
    },
  });
  const send = async (file: File) => {
    setProblem(null);
    setSending({ name: file.name, share: 0 });
    try {
      const fileKey = await uploadFile(file, (share) => setSending({ name: file.name, share }));
      start.mutate({ fileKey, fileName: file.name });
    } catch (error) {
      setSending(null);
      setProblem(error instanceof Error ? error.message : "Upload failed.");
    }
  };
  if (sending) {
    const share = Math.round(sending.share * 100);
    return (
      <Card>
        <Progress
          label={`Uploading ${sending.name}`}
          max={100}
          text={share < 100 ? `${share}%` : "Reading the columns"}
          {...(share < 100 && { value: share })}
        />
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      {problem && (
        <Notice tone="danger" title="Upload failed">
          {problem}
        </Notice>
      )}
      <FileDrop
        label="CSV file of products"
        hint="Exports of Shopify, WooCommerce and Vendure as they are, price lists, or any CSV file up to 256 MB."
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        bytesMax={IMPORT_BYTES_MAX}
        onFiles={([file]) => file && void send(file)}
      />
    </div>
  );
}
