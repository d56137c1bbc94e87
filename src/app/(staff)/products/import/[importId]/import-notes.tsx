"use client";

import type { ProductImport } from "@/app/(staff)/products/import/import-status";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { droppedColumns, ENCODING_NAMES, type ImportChoices } from "@/modules/imports/import-format";
import { type ImportNote, isOpenQuestion, type NoteKind, textOfNote } from "@/modules/imports/import-note";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/page";

type Answer = { label: string; choices: Partial<ImportChoices> };

/** What a question may be answered with; the file is then checked again by the answer. */
const ANSWERS: Readonly<Partial<Record<NoteKind, readonly Answer[]>>> = {
  "open-number": [
    { label: "Comma: 1.234,56", choices: { decimalMark: "," } },
    { label: "Point: 1,234.56", choices: { decimalMark: "." } },
  ],
  "title-match": [
    { label: "Change these products", choices: { titleMatch: "same" } },
    { label: "Create new products", choices: { titleMatch: "new" } },
  ],
  "no-price": [
    { label: "Import them at 0", choices: { acceptNoPrice: true } },
    { label: "Only change existing products", choices: { mode: "change" } },
  ],
};

export const openQuestionsOf = ({ notes, format }: ProductImport): ImportNote[] =>
  notes.filter((note) => isOpenQuestion(note, format.choices));

/** Questions that must be answered before the import. One answer for a kind, however many columns ask it. */
export function ImportQuestions({ file }: { file: ProductImport }) {
  const check = trpc.imports.check.useMutation();
  const answer = ({ choices }: Answer) =>
    check.mutate({
      importId: file.id,
      columns: file.format.columns,
      openingBinId: file.openingBinId,
      choices: { ...file.format.choices, ...choices },
    });
  const open = openQuestionsOf(file);
  const isFirstOfKind = (note: ImportNote, index: number) => open.findIndex(({ kind }) => kind === note.kind) === index;
  return (
    <>
      {open.filter(isFirstOfKind).map((note) => (
        <Notice
          key={note.kind}
          tone="warning"
          action={
            <div className="flex flex-wrap gap-2">
              {ANSWERS[note.kind]?.map((choice) => (
                <Button key={choice.label} pending={check.isPending} onClick={() => answer(choice)}>
                  {choice.label}
                </Button>
              ))}
            </div>
          }
        >
          {open
            .filter(({ kind }) => kind === note.kind)
            .map(textOfNote)
            .join(" ")}
        </Notice>
      ))}
      <RefusalNotice of={check.error} />
    </>
  );
}

/** What people are told of the file once. */
export function ImportNotes({ file }: { file: ProductImport }) {
  const { format } = file;
  const open = new Set(openQuestionsOf(file));
  const dropped = droppedColumns(format);
  const texts = [
    ...(format.encoding === "utf-8" ? [] : [`The file is in ${ENCODING_NAMES[format.encoding]} and was read as that.`]),
    ...(format.headerRow > 1 ? [`What stands above row ${format.headerRow} is not imported.`] : []),
    ...(dropped.length > 0 ? [`Columns that are not imported: ${dropped.join(", ")}.`] : []),
    ...file.notes.filter((note) => !open.has(note)).map(textOfNote),
  ];
  if (texts.length === 0) return null;
  return (
    <Section title="About this file">
      <Card>
        <ul className="flex list-disc flex-col gap-1 pl-4 text-sm wrap-anywhere">
          {texts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}
