"use client";

import { useWatch } from "react-hook-form";
import * as z from "zod";
import type { Warehouse } from "@/app/(staff)/_places/locations";
import { formatCount } from "@/shared/plural";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { Progress } from "@/ui/progress";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { BINS_AT_ONCE_MAX, expandCodes } from "./bin-codes";
import { useCreateBins } from "./use-create-bins";

const CODES_CHARACTERS_MAX = 2_000;

const Bins = z.strictObject({
  parentId: z.string(),
  codes: z
    .string()
    .max(CODES_CHARACTERS_MAX)
    .refine(
      (text) => (expandCodes(text) ?? []).length > 0,
      `Write a code such as A-01, or a range such as A-01..A-20: ${BINS_AT_ONCE_MAX} at most.`,
    ),
});

type CreateBinsDialogProps = { open: boolean; onOpen: (open: boolean) => void; warehouse: Warehouse };

export function CreateBinsDialog({ open, onOpen, warehouse }: CreateBinsDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`New bins in ${warehouse.name}`}
      description="A bin is where items are kept: a shelf, a pallet, a drawer."
    >
      <CreateBinsForm warehouse={warehouse} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function CreateBinsForm({ warehouse, onDone }: { warehouse: Warehouse; onDone: () => void }) {
  const { create, progress, error } = useCreateBins(onDone);
  const form = useZodForm(Bins, { parentId: warehouse.id, codes: "" });
  const codes = expandCodes(useWatch({ control: form.control, name: "codes" }) ?? "") ?? [];
  const parents = [
    { value: warehouse.id, label: warehouse.zones.length > 0 ? "No zone" : warehouse.name },
    ...warehouse.zones.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Form
      form={form}
      onSubmit={(bins) => create(bins.parentId, expandCodes(bins.codes) ?? [])}
      pending={progress !== null}
      error={error}
      label="New bins"
    >
      {warehouse.zones.length > 0 && <SelectField name="parentId" label="Zone" options={parents} />}
      <TextField
        name="codes"
        label="Codes"
        placeholder="A-01..A-20"
        hint={codes.length > 1 ? codesSummary(codes) : "One code, or a range such as A-01..A-20."}
        autoComplete="off"
      />
      {progress && progress.total > 1 && (
        <Progress
          label="Adding bins"
          value={progress.done}
          max={progress.total}
          text={`${progress.done} of ${progress.total}`}
        />
      )}
      <FormActions>
        <DialogCancel />
        <SubmitButton>{codes.length > 1 ? `Add ${formatCount(codes.length, "bin")}` : "Add bin"}</SubmitButton>
      </FormActions>
    </Form>
  );
}

const SHOWN_MAX = 4;

const codesSummary = (codes: readonly string[]): string =>
  codes.length <= SHOWN_MAX
    ? `${codes.length} bins: ${codes.join(", ")}.`
    : `${codes.length} bins: ${codes.slice(0, SHOWN_MAX - 1).join(", ")} … ${codes.at(-1) ?? ""}.`;
