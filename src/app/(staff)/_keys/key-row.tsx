"use client";

import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "@/client/trpc";
import { KEY_STATE_NAMES, scopesInWords } from "@/modules/users/key";
import { formatCount } from "@/shared/plural";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DateTime } from "@/ui/date-time";

export type ShownKey = Outputs["users"]["listOwnKeys"][number];

const TONES = { active: "success", expired: "neutral", revoked: "neutral" } as const;

export function KeyState({ state }: Pick<ShownKey, "state">) {
  return (
    <Badge tone={TONES[state]} dot>
      {KEY_STATE_NAMES[state]}
    </Badge>
  );
}

/** Where it works: like its owner, or in some of their warehouses. */
export const warehousesOf = ({ warehouses }: ShownKey): string =>
  warehouses === "all" ? "all of the owner's warehouses" : formatCount(warehouses.length, "warehouse");

/** One key in a list of somebody's keys. */
export function KeyRow({ of, action }: { of: ShownKey; action: ReactNode }) {
  return (
    <li className="flex items-start gap-3 py-3">
      <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium wrap-anywhere">
          {of.name}
          <KeyState state={of.state} />
        </p>
        <p className="text-xs text-pretty text-muted">
          {scopesInWords(of.scopes, of.ownerRole) || "Nothing that its owner may do"}, in {warehousesOf(of)}
        </p>
        <p className="text-xs text-muted">
          {of.lastUsedAt ? (
            <>
              Last used <DateTime at={of.lastUsedAt} />
            </>
          ) : (
            "Never used"
          )}
          , {of.state === "expired" ? "expired" : "expires"} <DateTime at={of.expiresAt} mode="date" />
        </p>
      </div>
      {of.state === "active" && action}
    </li>
  );
}

type RevokeKeyProps = { name: string; onRevoke: () => Promise<unknown> };

export function RevokeKey({ name, onRevoke }: RevokeKeyProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${name}?`}
      confirm="Revoke"
      onConfirm={onRevoke}
    >
      Whatever uses this key is refused within seconds. A revoked key can't be used again; its history is kept.
    </ConfirmDialog>
  );
}
