"use client";

import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

type LimitChangedProps = { to: string; onUseTheirs: () => void; onKeepMine: () => void };

/** Two administrators edit one limit: whose is to be gone on with? */
export function LimitChanged({ to, onUseTheirs, onKeepMine }: LimitChangedProps) {
  return (
    <Notice
      tone="warning"
      title={`Someone changed this limit to ${to} while you were editing it`}
      action={
        <span className="flex gap-2">
          <Button size="sm" onClick={onUseTheirs}>
            Use theirs
          </Button>
          <Button size="sm" onClick={onKeepMine}>
            Keep mine
          </Button>
        </span>
      }
    >
      Your entries are kept. Choose which to go on with.
    </Notice>
  );
}
