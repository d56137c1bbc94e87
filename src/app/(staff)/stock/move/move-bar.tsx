"use client";

import { ArrowLeftRight } from "lucide-react";
import { type Bin, binLabel } from "@/app/(staff)/_places/locations";
import { formatItemCount, totalQuantity } from "@/app/(staff)/_posting/item-count";
import { PostingBar } from "@/app/(staff)/_posting/posting-bar";
import { StockRefusal } from "@/app/(staff)/_posting/stock-refusal";
import { usePosting } from "@/app/(staff)/_posting/use-posting";
import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { type MoveDraft, toMove, withoutMoved } from "./move-draft";

type MoveBarProps = {
  draft: MoveDraft;
  change: (next: (draft: MoveDraft) => MoveDraft) => void;
  to: Bin | null;
  /** Why it cannot be posted yet; null when it can. */
  obstacle: string | null;
  onPosted: () => void;
  onClear: () => void;
};

/** Posts the whole move in one transaction; the list stays until that has worked. */
export function MoveBar({ draft, change, to, obstacle, onPosted, onClear }: MoveBarProps) {
  const { post, isPending, error } = usePosting(trpc.inventory.moveStock.useMutation());
  const total = totalQuantity(draft.lines);

  const send = () => {
    if (!to) return;
    const sent = draft.lines;
    post(toMove(draft, to.id), {
      title: `Moved ${formatItemCount(totalQuantity(sent))} to ${binLabel(to)}`,
      undo: "managers",
      onPosted: () => {
        change((now) => withoutMoved(now, sent));
        onPosted();
      },
    });
  };
  return (
    <PostingBar
      problem={<StockRefusal of={error} />}
      summary={
        obstacle ?? (
          <>
            {formatCount(draft.lines.length, "line")} to{" "}
            <strong className="font-semibold text-foreground">{to && binLabel(to)}</strong>, {to?.warehouseName}
          </>
        )
      }
    >
      {total > 0 && (
        <Button size="lg" variant="ghost" onClick={onClear}>
          Clear
        </Button>
      )}
      <Button
        size="lg"
        variant="primary"
        icon={<ArrowLeftRight aria-hidden />}
        shortcut="mod+enter"
        pending={isPending}
        disabled={obstacle !== null}
        onClick={send}
      >
        {total === 0 ? "Move" : `Move ${formatItemCount(total)}`}
      </Button>
    </PostingBar>
  );
}
