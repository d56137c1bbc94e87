"use client";

import type { ProductImport } from "@/app/(staff)/products/import/import-status";
import { formatCount, pluralize } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Stat, StatGrid } from "@/ui/stat";

const products = (count: number) => pluralize(count, "product");

/** What the file does, or would do, in four figures. */
export function ImportSummary({ file }: { file: ProductImport }) {
  const isTrial = file.status === "checking" || file.status === "checked";
  return (
    <StatGrid>
      <Stat
        label={isTrial ? "Would be created" : "Created"}
        value={formatQuantity(file.productsCreated)}
        hint={products(file.productsCreated)}
      />
      <Stat
        label={isTrial ? "Would be changed" : "Changed"}
        value={formatQuantity(file.productsUpdated)}
        hint={products(file.productsUpdated)}
      />
      <Stat label="Unchanged" value={formatQuantity(file.productsUnchanged)} hint={products(file.productsUnchanged)} />
      <Stat
        label="Skipped"
        value={formatQuantity(file.rowsSkipped)}
        hint={`${pluralize(file.rowsSkipped, "row")}; ${formatCount(file.problemCount, "problem")}`}
      />
    </StatGrid>
  );
}
