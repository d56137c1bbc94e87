"use client";

import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { SHORT_REASON_NAMES, SHORT_REASONS, type ShortReason } from "@/modules/inventory/counts/short-reason";
import { describeReallocated } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import type { PickTask } from "./pick-scan";

type ShortDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  listId: string;
  task: PickTask;
  onDone: (advice: string) => void;
};

/** Why a bin has less than is recorded: one tap. */
export function ShortDialog({ open, onOpen, listId, task, onDone }: ShortDialogProps) {
  const short = trpc.picking.reportShort.useMutation();
  const report = async (reason: ShortReason) => {
    const found = { bound: 0, open: 0, zones: new Set<string>() };
    for (const { allocationId } of task.rows) {
      const outcome = await short.mutateAsync({ listId, allocationId, reason });
      found.bound += outcome.bound;
      found.open += outcome.open;
      for (const zone of outcome.zones) found.zones.add(zone);
    }
    onOpen(false);
    onDone(describeReallocated({ ...found, zones: [...found.zones] }));
  };
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`${formatCount(task.left, "item")} short in ${task.row.locationCode}`}
      description={
        `What is left of ${task.row.sku} is picked from another bin if one has it. This bin is to be counted, and ` +
        "nothing more is picked there until it was."
      }
      footer={<Button onClick={() => onOpen(false)}>Cancel</Button>}
    >
      <div className="flex flex-col gap-2">
        {SHORT_REASONS.map((reason) => (
          <Button
            key={reason}
            size="lg"
            pending={short.isPending}
            // What was refused is said below.
            onClick={() => void report(reason).catch(() => {})}
          >
            {SHORT_REASON_NAMES[reason]}
          </Button>
        ))}
        <RefusalNotice of={short.error} />
      </div>
    </Dialog>
  );
}
