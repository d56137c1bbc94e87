"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import type { ProductImport } from "@/app/(staff)/products/import/import-status";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { type Dialect, faultOfMapping, type ImportChoices, statesStock } from "@/modules/imports/import-format";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { ChooseColumns, type Columns } from "./choose-columns";
import { ChooseProducts, ChooseStock } from "./choose-effects";
import { ChooseLayout, type Layout } from "./choose-layout";
import { PreviewTable } from "./preview-table";

const DIALECTS: Readonly<Record<Dialect, string>> = {
  shopify: "This is Shopify's product file.",
  "shopify-2025": "This is Shopify's product file, with the headers of 2025.",
  woocommerce: "This is WooCommerce's product file.",
  vendure: "This is Vendure's product file.",
  generic: "Match each column to a field. Known names are filled in.",
};

/** What of the stored format a person has changed so far. */
type Draft = { layout: Layout; columns: Columns | undefined; choices: ImportChoices; openingBinId: string | null };

const draftOf = ({ format, openingBinId }: ProductImport): Draft => ({
  layout: { delimiter: format.delimiter, headerRow: format.headerRow },
  columns: format.columns,
  choices: format.choices,
  openingBinId,
});

/** Says how the file is read and what it may do, with a preview of the first rows. */
export function MapColumns({ file, onChecking }: { file: ProductImport; onChecking: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(file));
  const change = (part: Partial<Draft>) => setDraft((draft) => ({ ...draft, ...part }));
  const { layout, columns, choices, openingBinId } = draft;
  const preview = trpc.imports.preview.useQuery(
    { importId: file.id, layout, choices, ...(columns && { columns }) },
    { placeholderData: keepPreviousData },
  );
  const check = trpc.imports.check.useMutation({ onSuccess: onChecking });
  const format = preview.data?.format ?? file.format;
  const shown = columns ?? format.columns;
  const fault = preview.data && !preview.isPlaceholderData ? faultOfDraft(shown, preview.data.marks.isOpen) : null;
  const onChoices = (choices: ImportChoices) => change({ choices });
  return (
    <>
      <ChooseLayout
        layout={layout}
        onLayout={(layout) => change({ layout, columns: undefined })}
        preview={preview.data}
        choices={choices}
        onChoices={onChoices}
      />
      <Section title="Columns" description={DIALECTS[format.dialect]}>
        <ChooseColumns
          key={`${format.delimiter} ${format.headerRow}`}
          header={format.header}
          columns={shown}
          onColumns={(columns) => change({ columns })}
        />
      </Section>
      <Section title="What the file changes">
        <div className="flex flex-col gap-3">
          <ChooseProducts
            choices={choices}
            onChoices={onChoices}
            asksCategories={preview.data?.hasSeveralCategories ?? false}
          />
          {statesStock(shown) && (
            <ChooseStock
              binId={openingBinId}
              onBin={(openingBinId) => change({ openingBinId })}
              choices={choices}
              onChoices={onChoices}
            />
          )}
        </div>
      </Section>
      <Section title="Preview">
        <Loaded query={preview} skeleton={<TableSkeleton rows={5} />}>
          {({ rows }) => <PreviewTable rows={rows} updating={preview.isPlaceholderData} />}
        </Loaded>
      </Section>
      {fault && <Notice tone="warning">{fault}</Notice>}
      <RefusalNotice of={check.error} />
      <div className="flex justify-end">
        <Button
          variant="primary"
          shortcut="mod+enter"
          disabled={fault !== null || !preview.data || preview.isPlaceholderData}
          pending={check.isPending}
          onClick={() => check.mutate(inputOf(file, draft, shown))}
        >
          Check the file
        </Button>
      </div>
    </>
  );
}

const inputOf = (file: ProductImport, { layout, choices, openingBinId }: Draft, columns: Columns) => ({
  importId: file.id,
  layout,
  columns,
  choices,
  openingBinId: statesStock(columns) ? openingBinId : null,
});

const faultOfDraft = (columns: Columns, hasOpenNumbers: boolean): string | null =>
  faultOfMapping(columns) ??
  (hasOpenNumbers ? "Choose the decimal mark: some numbers can be read in two ways, such as 1.200." : null);
