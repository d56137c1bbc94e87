"use client";

import { Ban, KeyRound, LogOut, RotateCcw, ShieldOff } from "lucide-react";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Section } from "@/ui/page";
import { notify } from "@/ui/toast";
import { OneTimeLink } from "./one-time-link";
import type { UserRow } from "./user-columns";

/** An administrator's actions on a user's sign-in. */
export function UserActions({ user }: { user: UserRow }) {
  const isProgram = user.kind === "program";
  const renew = trpc.users.renewInvitation.useMutation();
  return (
    <Section title={isProgram ? "Account" : "Sign-in"}>
      <div className="flex flex-col items-start gap-3">
        <div className="flex flex-wrap gap-2">
          {user.status !== "disabled" && !isProgram && (
            <Button
              icon={<KeyRound aria-hidden />}
              pending={renew.isPending}
              onClick={() => renew.mutate({ userId: user.userId })}
            >
              {user.status === "invited" ? "New invitation link" : "Create a password reset link"}
            </Button>
          )}
          {user.status === "active" && !isProgram && <EndSessions user={user} />}
          {user.hasFactor && <ResetFactor user={user} />}
          {user.status === "disabled" ? <Enable user={user} /> : <Disable user={user} />}
        </div>
        <RefusalNotice of={renew.error} />
        {renew.data && <OneTimeLink name={user.name} link={renew.data.link} isEmailed={renew.data.isEmailed} />}
      </div>
    </Section>
  );
}

function EndSessions({ user }: { user: UserRow }) {
  const end = trpc.users.endSessions.useMutation({
    onSuccess: ({ ended }) =>
      notify.success(
        ended === 0
          ? `${user.name} had no active sessions`
          : `${user.name} was signed out of ${formatCount(ended, "session")}`,
      ),
  });
  return (
    <ConfirmDialog
      trigger={<Button icon={<LogOut aria-hidden />}>Sign out everywhere</Button>}
      title={`Sign ${user.name} out everywhere?`}
      confirm="Sign out everywhere"
      tone="primary"
      onConfirm={() => end.mutateAsync({ userId: user.userId })}
    >
      Every browser asks for the password again within seconds. Unsaved entries are lost.
    </ConfirmDialog>
  );
}

function ResetFactor({ user }: { user: UserRow }) {
  const reset = trpc.users.resetFactor.useMutation({
    onSuccess: () => notify.success(`The second factor of ${user.name} was reset`),
  });
  return (
    <ConfirmDialog
      trigger={<Button icon={<ShieldOff aria-hidden />}>Reset second factor</Button>}
      title={`Reset the second factor of ${user.name}?`}
      confirm="Reset second factor"
      onConfirm={() => reset.mutateAsync({ userId: user.userId })}
    >
      Make sure that it is really them who asks. Their password alone signs them in until they set up another. They are
      signed out everywhere, and told by email.
    </ConfirmDialog>
  );
}

const accessOf = ({ userId, version, role, warehouses }: UserRow) => ({
  userId,
  version,
  role,
  warehouses: warehouses === "all" ? ("all" as const) : [...warehouses],
});

function Disable({ user }: { user: UserRow }) {
  const change = trpc.users.changeAccess.useMutation({ onSuccess: () => notify.success(`${user.name} was disabled`) });
  return (
    <ConfirmDialog
      trigger={
        <Button variant="danger" icon={<Ban aria-hidden />}>
          Disable
        </Button>
      }
      title={`Disable ${user.name}?`}
      confirm="Disable"
      onConfirm={() => change.mutateAsync({ ...accessOf(user), disabled: true })}
    >
      {user.kind === "program"
        ? "It is refused within seconds, and its API keys are revoked for good. "
        : "They are signed out within seconds and can't sign in again; their links stop working, and their API keys " +
          "are revoked for good. "}
      The history is kept. You can enable the account again.
    </ConfirmDialog>
  );
}

function Enable({ user }: { user: UserRow }) {
  const change = trpc.users.changeAccess.useMutation({ onSuccess: () => notify.success(`${user.name} was enabled`) });
  return (
    <>
      <Button
        icon={<RotateCcw aria-hidden />}
        pending={change.isPending}
        onClick={() => change.mutate({ ...accessOf(user), disabled: false })}
      >
        Enable
      </Button>
      <RefusalNotice of={change.error} />
    </>
  );
}
