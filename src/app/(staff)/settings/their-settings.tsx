"use client";

import { z } from "zod";
import { SHOP_FIELDS } from "@/app/(staff)/_history/shop-changes";
import { type ClientError, refusalOf } from "@/client/refusal";
import { EditSettings } from "@/modules/shop/contract";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

const Conflict = z.object({ version: z.number(), theirs: EditSettings.omit({ version: true }).partial() });
type Values = z.input<typeof Conflict>["theirs"];

/** What somebody else has saved meanwhile, where this is why the settings were refused. */
export function conflictOf(error: ClientError | null) {
  if (!error || refusalOf(error).code !== "shop.settings-changed-meanwhile") return null;
  const details = Conflict.safeParse(refusalOf(error).details);
  return details.success ? details.data : null;
}

type TheirSettingsProps = { mine: Values; theirs: Values; onKeepMine: () => void };

export function TheirSettings({ mine, theirs, onKeepMine }: TheirSettingsProps) {
  const differing = SHOP_FIELDS.filter(({ key }) => key in theirs && differ(mine, theirs, key));
  return (
    <Notice
      tone="warning"
      title="Someone changed the settings while you were editing"
      action={
        <Button size="sm" onClick={onKeepMine}>
          Keep mine
        </Button>
      }
    >
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {differing.map(({ key, label, format }) => (
          <div key={key} className="contents">
            <dt className="text-muted">{label}, theirs</dt>
            <dd className="break-words">{format ? format(theirs) : "another one"}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-1">Your entries are kept. Keep them and save again, or enter the other values.</p>
    </Notice>
  );
}

const differ = (mine: Values, theirs: Values, key: string): boolean =>
  JSON.stringify(Reflect.get(mine, key)) !== JSON.stringify(Reflect.get(theirs, key));
