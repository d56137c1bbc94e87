"use client";

import { useCan } from "@/client/person";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CreateView } from "@/modules/views/contract";
import { keptQuery, type ViewedList } from "@/modules/views/view";
import { CheckboxField } from "@/ui/checkbox-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import type { KeptView } from "./kept-view";

type Saved = Pick<KeptView, "viewId" | "query" | "hiddenColumns">;
type ViewDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  list: ViewedList;
  /** Null for a new one, of what the list shows now. */
  view: KeptView | null;
  hidden: readonly string[];
  onSaved: (saved: Saved) => void;
};

export function ViewDialog({ open, onOpen, ...rest }: ViewDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={rest.view ? `Rename or share ${rest.view.name}` : "Save as a new view"}
      description={
        rest.view
          ? "Its filters, order and columns stay as they are."
          : "The filters, the order and the columns that the list has now. What is searched is not kept."
      }
    >
      <ViewForm {...rest} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function ViewForm({
  list,
  view,
  hidden,
  onSaved,
  onDone,
}: Omit<ViewDialogProps, "open" | "onOpen"> & { onDone: () => void }) {
  const mayShare = useCan("views.share");
  const form = useZodForm(CreateView, {
    list,
    name: view?.name ?? "",
    query: view?.query ?? keptQuery(window.location.search),
    hiddenColumns: view?.hiddenColumns ?? [...hidden],
    isShared: view?.isShared ?? false,
  });
  const create = trpc.views.create.useMutation();
  const edit = trpc.views.edit.useMutation();
  const save = ({ list: _, ...values }: CreateView) => {
    const onSuccess = ({ viewId }: { viewId: string }) => {
      notify.success(`The view ${values.name} was saved`);
      if (!view) onSaved({ ...values, viewId });
      onDone();
    };
    if (view) edit.mutate({ ...values, viewId: view.viewId, version: view.version }, { onSuccess });
    else create.mutate({ ...values, list }, { onSuccess });
  };
  const error = create.error ?? edit.error;
  return (
    <Form
      form={form}
      onSubmit={save}
      pending={create.isPending || edit.isPending}
      error={error && refusalOf(error).message}
      label="View"
    >
      <TextField name="name" label="Name" placeholder="Gifts to ship" autoComplete="off" />
      {mayShare && <CheckboxField name="isShared" label="Shared" hint="Everyone has it among their views." />}
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save view</SubmitButton>
      </FormActions>
    </Form>
  );
}
