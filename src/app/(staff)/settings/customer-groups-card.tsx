"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Loaded } from "@/client/loaded";
import { type ClientError, RefusalNotice, refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { IconButton } from "@/ui/icon-button";
import { deferred } from "@/ui/on-demand";
import { DetailSkeleton } from "@/ui/skeleton";
import { TextField } from "@/ui/text-field";

/** Behind the page, as what they open. */
const ListsOfGroup = deferred(() => import("./lists-of-group").then((file) => file.ListsOfGroup));

type Group = Outputs["customers"]["listGroups"][number];

/** The small list of groups that customers are sorted into. */
export function CustomerGroupsCard() {
  const groups = trpc.customers.listGroups.useQuery();
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader
        title="Customer groups"
        description="For finding customers, and for what holds for several of them alike."
        className="mb-0"
      />
      <Loaded inline query={groups} skeleton={<DetailSkeleton />}>
        {(groups) => <Groups groups={groups} />}
      </Loaded>
      <AddGroup />
    </Card>
  );
}

function Groups({ groups }: { groups: readonly Group[] }) {
  const [renaming, setRenaming] = useState<string | null>(null);
  const remove = trpc.customers.removeGroup.useMutation();
  if (groups.length === 0)
    return <EmptyState title="No groups yet">Add one, then choose it in a customer's details.</EmptyState>;
  return (
    <div>
      <ul aria-label="Customer groups" className="divide-y divide-border text-sm">
        {groups.map((group) =>
          renaming === group.id ? (
            <li key={group.id} className="py-2">
              <RenameGroup group={group} onDone={() => setRenaming(null)} />
            </li>
          ) : (
            <li key={group.id} className="flex items-center gap-3 py-1">
              <span className="min-w-0 flex-1">
                {group.name}
                <ListsOfGroup groupId={group.id} />
              </span>
              <span className="text-muted tabular">{formatCount(group.customers, "customer")}</span>
              <IconButton
                label={`Rename ${group.name}`}
                icon={<Pencil aria-hidden />}
                onClick={() => setRenaming(group.id)}
              />
              <IconButton
                label={`Remove ${group.name}`}
                icon={<Trash2 aria-hidden />}
                disabled={remove.isPending}
                onClick={() => remove.mutate({ groupId: group.id })}
              />
            </li>
          ),
        )}
      </ul>
      <RefusalNotice of={remove.error} />
    </div>
  );
}

const fetchInput = async () => (await import("@/modules/customers/contract")).CreateGroup;

function RenameGroup({ group, onDone }: { group: Group; onDone: () => void }) {
  const form = useZodForm(fetchInput, { name: group.name });
  const rename = trpc.customers.renameGroup.useMutation({ onSuccess: onDone });
  return (
    <Form
      form={form}
      onSubmit={({ name }) => rename.mutate({ groupId: group.id, version: group.version, name })}
      pending={rename.isPending}
      error={messageOf(rename.error)}
      label={`Rename ${group.name}`}
    >
      <TextField name="name" label="Name" autoComplete="off" />
      <FormActions>
        <Button onClick={onDone}>Cancel</Button>
        <SubmitButton>Rename</SubmitButton>
      </FormActions>
    </Form>
  );
}

const messageOf = (error: ClientError | null) => error && refusalOf(error).message;

function AddGroup() {
  const form = useZodForm(fetchInput, { name: "" });
  const create = trpc.customers.createGroup.useMutation({ onSuccess: () => form.reset() });
  return (
    <Form
      form={form}
      onSubmit={(values) => create.mutate(values)}
      pending={create.isPending}
      error={messageOf(create.error)}
      label="Add a customer group"
      className="border-t border-border pt-4"
    >
      <TextField name="name" label="New group" placeholder="Resellers" autoComplete="off" />
      <FormActions>
        <SubmitButton variant="secondary">Add group</SubmitButton>
      </FormActions>
    </Form>
  );
}
