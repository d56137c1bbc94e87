"use client";

import { useState } from "react";
import { StartFactor } from "@/app/_factor/start-factor";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DateTime } from "@/ui/date-time";
import { Notice } from "@/ui/notice";
import { onDemand } from "@/ui/on-demand";
import { Loading, Skeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";

const RecoveryCodesDialog = onDemand(() => import("@/app/_factor/shown-codes").then((file) => file.ShownCodes));

const FEW_CODES = 3;

/** The code that is asked for after the password: set up, renewed, removed. */
export function SecondFactorCard() {
  return (
    <Card>
      <CardHeader
        title="Second factor"
        description="A code from an app on your telephone, asked for after the password at each sign-in."
      />
      <SecondFactor />
    </Card>
  );
}

function SecondFactor() {
  const own = trpc.users.getOwnFactor.useQuery();
  const utils = trpc.useUtils();
  // The recovery codes are on the screen when the factor is known to be on already: they stay until they are kept.
  const [isSettingUp, setSettingUp] = useState(false);
  const reload = () => void utils.users.getOwnFactor.invalidate();
  return (
    <Loaded
      inline
      query={own}
      skeleton={
        <Loading>
          <Skeleton className="h-9 w-40" />
        </Loading>
      }
    >
      {({ factor, policy }) => {
        if (factor && !isSettingUp)
          return <Factor factor={factor} mayRemove={policy !== "required"} onChanged={reload} />;
        if (policy === "off") return <p className="text-sm text-muted">It isn&apos;t offered to your role.</p>;
        const done = () => {
          setSettingUp(false);
          reload();
        };
        return (
          <StartFactor onStarted={() => setSettingUp(true)} onDone={done}>
            Set up a second factor
          </StartFactor>
        );
      }}
    </Loaded>
  );
}

type OwnFactor = NonNullable<Outputs["users"]["getOwnFactor"]["factor"]>;
type FactorProps = { factor: OwnFactor; mayRemove: boolean; onChanged: () => void };

function Factor({ factor: { factorId, since, codesLeft }, mayRemove, onChanged }: FactorProps) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = trpc.users.renewRecoveryCodes.useMutation({ onSuccess: (renewed) => setCodes(renewed.codes) });
  const remove = trpc.users.removeFactor.useMutation({
    onSuccess: () => {
      notify.success("Your second factor was removed");
      onChanged();
    },
  });
  const left = codesLeft === 0 ? "No recovery code is left" : `${formatCount(codesLeft, "recovery code")} left`;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">
        On since <DateTime at={since} mode="date" />. {left}.
      </p>
      {codesLeft < FEW_CODES && (
        <Notice tone="warning">Make new recovery codes before you need one. Those that you have end then.</Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button pending={renew.isPending} onClick={() => renew.mutate({ factorId })}>
          New recovery codes
        </Button>
        {mayRemove && (
          <ConfirmDialog
            trigger={<Button variant="danger">Remove</Button>}
            title="Remove your second factor?"
            confirm="Remove"
            onConfirm={() => remove.mutateAsync({ factorId })}
          >
            Your password alone will sign you in. Your recovery codes end, too.
          </ConfirmDialog>
        )}
      </div>
      <RefusalNotice of={renew.error} />
      <RecoveryCodesDialog
        open={codes !== null}
        codes={codes}
        onOpen={() => {
          setCodes(null);
          onChanged();
        }}
      />
    </div>
  );
}
