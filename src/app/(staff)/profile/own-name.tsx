"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const fetchInput = async () => (await import("@/modules/users/contract")).ChangeOwnProfile;

export function OwnName({ name }: { name: string }) {
  const form = useZodForm(fetchInput, { name });
  const utils = trpc.useUtils();
  const change = trpc.users.changeOwnProfile.useMutation({
    onSuccess: () => {
      notify.success("Your name was changed");
      // Only administrators receive events about users, so one's own page invalidates by itself.
      void utils.users.getMe.invalidate();
    },
  });
  return (
    <Form
      form={form}
      onSubmit={(values) => change.mutate(values)}
      pending={change.isPending}
      error={change.error && refusalOf(change.error).message}
      label="Your name"
    >
      <TextField name="name" label="Your name" autoComplete="name" />
      <FormActions>
        <SubmitButton variant="secondary" disabled={!form.formState.isDirty}>
          Save name
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
