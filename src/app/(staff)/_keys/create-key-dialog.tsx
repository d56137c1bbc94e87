"use client";

import { useController } from "react-hook-form";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CreateOwnKey } from "@/modules/users/contract";
import { KEY_LIFETIMES } from "@/modules/users/key";
import type { Role, WarehouseScope } from "@/shared/access";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { DateTime } from "@/ui/date-time";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Notice } from "@/ui/notice";
import { Select } from "@/ui/select";
import { TextField } from "@/ui/text-field";
import { KeyWarehousesField } from "./key-warehouses-field";
import { ScopesField } from "./scopes-field";

/** Whose key it becomes: one's own, or a program's. */
export type KeyOwner = { programId: string | null; name: string; role: Role; warehouses: WarehouseScope };

type CreateKeyDialogProps = { open: boolean; onOpen: (open: boolean) => void; owner: KeyOwner };

export function CreateKeyDialog({ open, onOpen, owner }: CreateKeyDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="Create an API key"
      description={
        owner.programId === null
          ? "A program that has it acts in your name, and never does more than you may."
          : `A program that has it acts as ${owner.name}.`
      }
    >
      <KeyForm owner={owner} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

const DEFAULT_DAYS = 90;

function KeyForm({ owner, onDone }: { owner: KeyOwner; onDone: () => void }) {
  const form = useZodForm(CreateOwnKey, { name: "", scopes: [], warehouses: "all", days: DEFAULT_DAYS });
  const utils = trpc.useUtils();
  const heard = { onSuccess: () => void utils.users.listOwnKeys.invalidate() };
  const createOwn = trpc.users.createOwnKey.useMutation(heard);
  const createForProgram = trpc.users.createProgramKey.useMutation(heard);
  const { programId } = owner;
  const create = programId === null ? createOwn : createForProgram;
  if (create.data) return <CreatedKey created={create.data} onDone={onDone} />;
  return (
    <Form
      form={form}
      onSubmit={(values) =>
        programId === null ? createOwn.mutate(values) : createForProgram.mutate({ ...values, userId: programId })
      }
      pending={create.isPending}
      error={create.error && refusalOf(create.error).message}
      label="Create an API key"
    >
      <FormGrid columns={2}>
        <TextField name="name" label="Name" hint="What uses it." autoComplete="off" />
        <DaysField />
      </FormGrid>
      <ScopesField role={owner.role} />
      <KeyWarehousesField granted={owner.warehouses} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Create key</SubmitButton>
      </FormActions>
    </Form>
  );
}

function DaysField() {
  const { field } = useController<{ days: number }>({ name: "days" });
  return (
    <Field label="Expires in">
      {(control) => (
        <Select
          {...control}
          value={String(field.value)}
          options={KEY_LIFETIMES.map((days) => ({ value: String(days), label: `${days} days` }))}
          onValue={(days) => field.onChange(Number(days))}
        />
      )}
    </Field>
  );
}

/** The key exists on this screen alone: nothing that was stored could show it again. */
function CreatedKey({ created, onDone }: { created: { key: string; expiresAt: string }; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warning" title="Copy it now; it is shown only once">
        Keep it like a password. It expires on <DateTime at={created.expiresAt} mode="date" />.
      </Notice>
      <Field label="API key">
        {(control) => (
          <div className="flex items-center gap-2">
            <Input
              {...control}
              readOnly
              className="font-mono"
              value={created.key}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton text={created.key} label="Copy the key" />
          </div>
        )}
      </Field>
      <FormActions>
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </FormActions>
    </div>
  );
}
