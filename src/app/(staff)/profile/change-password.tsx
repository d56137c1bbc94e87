"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { PASSWORD_CHARACTERS_MIN } from "@/modules/users/password-rule";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const fetchInput = async () => (await import("@/modules/users/contract")).ChangeOwnPassword;

export function ChangePassword({ email }: { email: string }) {
  const form = useZodForm(fetchInput, { currentPassword: "", newPassword: "" });
  const utils = trpc.useUtils();
  const change = trpc.users.changeOwnPassword.useMutation({
    onSuccess: () => {
      notify.success("Your password was changed");
      form.reset();
      void utils.users.listOwnSessions.invalidate();
    },
  });
  return (
    <Form
      form={form}
      onSubmit={(values) => change.mutate(values)}
      pending={change.isPending}
      error={change.error && refusalOf(change.error).message}
      label="Your password"
    >
      {/* Unseen by people: a password manager files the new password under this name. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <FormGrid columns={2}>
        <TextField name="currentPassword" label="Current password" type="password" autoComplete="current-password" />
        <TextField
          name="newPassword"
          label="New password"
          type="password"
          autoComplete="new-password"
          hint={`At least ${PASSWORD_CHARACTERS_MIN} characters of any kind. Four or five random words work well.`}
        />
      </FormGrid>
      <FormActions>
        <SubmitButton variant="secondary">Change password</SubmitButton>
      </FormActions>
    </Form>
  );
}
