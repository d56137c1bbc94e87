"use client";

import { CreateKey } from "@/app/(staff)/_keys/create-key";
import { KeyRow, RevokeKey } from "@/app/(staff)/_keys/key-row";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Section } from "@/ui/page";
import { Loading, Skeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";
import type { UserRow } from "./user-columns";

/** The keys of a program, which has no other way in. Few are active at a time. */
export function ProgramKeys({ user: { userId, name, role, warehouses, status } }: { user: UserRow }) {
  const keys = trpc.users.listKeys.useQuery({ userId, limit: 50 });
  const revoke = trpc.users.revokeKey.useMutation({ onSuccess: () => notify.success("The key was revoked") });
  return (
    <Section
      title="API keys"
      actions={status === "active" && <CreateKey owner={{ programId: userId, name, role, warehouses }} />}
    >
      <Loaded
        inline
        query={keys}
        skeleton={
          <Loading>
            <Skeleton className="h-16" />
          </Loading>
        }
      >
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="text-sm text-muted">No keys yet. The program can't do anything without one.</p>
          ) : (
            <ul className="divide-y divide-border">
              {rows.map((key) => (
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
    </Section>
  );
}
