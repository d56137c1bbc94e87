"use client";

import { KeyRound } from "lucide-react";
import { CreateKey } from "@/app/(staff)/_keys/create-key";
import { KeyRow, RevokeKey } from "@/app/(staff)/_keys/key-row";
import { Loaded } from "@/client/loaded";
import { useCan, usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";
import { PageBody, PageHeader } from "@/ui/page";
import { Loading, Skeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";

/** One's own keys: what each may do, when it was used, and an end to it. */
export function OwnKeysScreen() {
  const { name, role, warehouses } = usePerson();
  const seesAll = useCan("users.read");
  const keys = trpc.users.listOwnKeys.useQuery();
  const utils = trpc.useUtils();
  const revoke = trpc.users.revokeOwnKey.useMutation({
    onSuccess: () => {
      notify.success("The key was revoked");
      void utils.users.listOwnKeys.invalidate();
    },
  });
  return (
    <>
      <PageHeader
        title="Your API keys"
        breadcrumb={[{ label: "Your profile", href: "/profile" }, { label: "API keys" }]}
        description="For programs that work in your name: a label printer, a report, a shop."
        actions={
          <>
            {seesAll && <LinkButton href="/users/keys">Keys of everyone</LinkButton>}
            <CreateKey isMain owner={{ programId: null, name, role, warehouses }} />
          </>
        }
      />
      <PageBody>
        <Card className="py-1">
          <Loaded inline query={keys} skeleton={<KeysSkeleton />}>
            {(keys) =>
              keys.length === 0 ? (
                <EmptyState icon={<KeyRound />} title="No API keys yet">
                  With a key, a label printer, a report or a shop works in your name. Create one for each program, so
                  that you can revoke one without the others.
                </EmptyState>
              ) : (
                <ul className="divide-y divide-border">
                  {keys.map((key) => (
                    <KeyRow
                      key={key.keyId}
                      of={key}
                      action={<RevokeKey name={key.name} onRevoke={() => revoke.mutateAsync({ keyId: key.keyId })} />}
                    />
                  ))}
                </ul>
              )
            }
          </Loaded>
        </Card>
      </PageBody>
    </>
  );
}

function KeysSkeleton() {
  return (
    <Loading className="flex flex-col gap-3 py-3">
      <Skeleton className="w-full" />
      <Skeleton className="w-full" />
    </Loading>
  );
}
