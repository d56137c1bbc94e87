"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { charactersMinOf } from "@/modules/users/password-rule";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const inputOf = (charactersMin: number) => async () => {
  const { ChangeOwnPassword, newPassword } = await import("@/modules/users/contract");
  return ChangeOwnPassword.extend({ newPassword: newPassword(charactersMin) });
};

export function ChangePassword({ email }: { email: string }) {
  const own = trpc.users.getOwnFactor.useQuery();
  const charactersMin = charactersMinOf(Boolean(own.data?.factor));
  const form = useZodForm(inputOf(charactersMin), { currentPassword: "", newPassword: "" });
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
      {own.data?.passwordIsShort && (
        <Notice tone="info">
          Your password is shorter than what is asked for today. It goes on working; choose a longer one the next time
          you change it.
        </Notice>
      )}
      <FormGrid columns={2}>
        <TextField name="currentPassword" label="Current password" type="password" autoComplete="current-password" />
        <TextField
          name="newPassword"
          label="New password"
          type="password"
          autoComplete="new-password"
          hint={`At least ${charactersMin} characters of any kind. Four or five random words work well.`}
        />
      </FormGrid>
      <FormActions>
        <SubmitButton variant="secondary">Change password</SubmitButton>
      </FormActions>
    </Form>
  );
}
