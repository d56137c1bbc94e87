"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { ChangeAccess as ChangeAccessInput } from "@/modules/users/contract";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { notify } from "@/ui/toast";
import { AccessFields } from "./access-fields";
import type { UserRow } from "./user-columns";

/** Role and warehouses of an existing user. Takes effect within seconds in every session. */
export function ChangeAccess({ user }: { user: UserRow }) {
  const { userId, version, role, warehouses, status } = user;
  const form = useZodForm(ChangeAccessInput, {
    userId,
    version,
    role,
    warehouses: warehouses === "all" ? "all" : [...warehouses],
    disabled: status === "disabled",
  });
  const change = trpc.users.changeAccess.useMutation({
    onSuccess: () => notify.success(`${user.name}'s access was changed`),
  });
  return (
    <Form
      form={form}
      onSubmit={(values) => change.mutate(values)}
      pending={change.isPending}
      error={change.error && refusalOf(change.error).message}
      label="Access"
    >
      <AccessFields />
      <FormActions>
        <SubmitButton disabled={!form.formState.isDirty}>Save access</SubmitButton>
      </FormActions>
    </Form>
  );
}
