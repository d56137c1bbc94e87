"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import type { ProductImport } from "@/app/(staff)/products/import/import-status";
import { saveFile } from "@/client/save-file";
import { type Outputs, trpc } from "@/client/trpc";
import { toCsv } from "@/shared/csv";
import { Button } from "@/ui/button";
import { notify } from "@/ui/toast";

type FailedRow = Outputs["imports"]["listFailedRows"]["rows"][number];

const ROWS_PER_PAGE = 200;
const CSV = "text/csv;charset=utf-8";

/** The skipped rows as they stand in the file, each with its reason: mend them and import this file. */
export function DownloadFailedRows({ file }: { file: ProductImport }) {
  const utils = trpc.useUtils();
  const [isPending, setPending] = useState(false);
  const download = async () => {
    setPending(true);
    try {
      const rows: FailedRow[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const asked = { importId: file.id, limit: ROWS_PER_PAGE, ...(cursor && { cursor }) };
        const page = await utils.imports.listFailedRows.fetch(asked);
        rows.push(...page.rows);
        cursor = page.nextCursor;
      }
      saveFile(
        `skipped rows of ${file.fileName.replace(/\.\w+$/, "")}.csv`,
        new Blob([toCsv(tableOf(file.format.header, rows), file.format.delimiter)], { type: CSV }),
      );
    } catch {
      notify.error("The rows couldn't be loaded. Check the connection and try again.");
    } finally {
      setPending(false);
    }
  };
  return (
    <Button onClick={() => void download()} pending={isPending}>
      <Download aria-hidden />
      Download skipped rows
    </Button>
  );
}

/** One line for each row, with all of its cells, however many of them have a problem or no name. */
function tableOf(header: readonly string[], rows: readonly FailedRow[]): string[][] {
  const lines = new Map<number, { cells: readonly string[]; reasons: string[] }>();
  for (const { row, cells, column, reason } of rows) {
    const line = lines.get(row) ?? { cells: cells ?? [], reasons: [] };
    line.reasons.push(column ? `${column}: ${reason}` : reason);
    lines.set(row, line);
  }
  return [
    ["Row", "Reason", ...header],
    ...[...lines].map(([row, { cells, reasons }]) => [
      String(row),
      reasons.join(" "),
      ...header.map((_, index) => cells[index] ?? ""),
      ...cells.slice(header.length),
    ]),
  ];
}
