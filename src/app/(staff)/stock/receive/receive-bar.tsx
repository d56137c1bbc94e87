"use client";

import { PackagePlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type Bin, binLabel } from "@/app/(staff)/_places/locations";
import { formatItemCount, totalQuantity } from "@/app/(staff)/_posting/item-count";
import { PostingBar } from "@/app/(staff)/_posting/posting-bar";
import { StockRefusal } from "@/app/(staff)/_posting/stock-refusal";
import { usePosting } from "@/app/(staff)/_posting/use-posting";
import { type Inputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { issuesOf, missingSerials, type ReceiveDraft, type ReceiveLine, toReceipt, withoutSent } from "./receive-draft";
import { ReceiveQuestion } from "./receive-question";

type ReceiveBarProps = {
  draft: ReceiveDraft;
  change: (next: (draft: ReceiveDraft) => ReceiveDraft) => void;
  bin: Bin | null;
  onPosted: () => void;
  children: ReactNode;
};

/** A list as it was sent. A yes to a question of the server sends the same again, whatever was scanned meanwhile. */
type Sent = { input: Inputs["inventory"]["receiveStock"]; lines: readonly ReceiveLine[]; bin: Bin };

/** Posts the whole list in one transaction; the list stays until that has worked. */
export function ReceiveBar({ draft, change, bin, onPosted, children }: ReceiveBarProps) {
  const { post, isPending, error } = usePosting(trpc.inventory.receiveStock.useMutation());
  const total = totalQuantity(draft.lines);
  const hasIssues = draft.lines.some((line) => Object.keys(issuesOf(line)).length > 0);

  const [sent, setSent] = useState<Sent | null>(null);

  const send = (next: Sent) => {
    setSent(next);
    post(next.input, {
      title: `Received ${formatItemCount(totalQuantity(next.lines))} into ${binLabel(next.bin)}`,
      onPosted: () => {
        change((now) => withoutSent(now, next.lines));
        onPosted();
      },
    });
  };
  return (
    <PostingBar
      problem={<StockRefusal of={error} />}
      summary={<Summary draft={draft} bin={bin} hasIssues={hasIssues} />}
    >
      {children}
      <ReceiveQuestion of={error} onYes={(answer) => sent && send({ ...sent, input: { ...sent.input, ...answer } })} />
      <Button
        size="lg"
        variant="primary"
        icon={<PackagePlus aria-hidden />}
        shortcut="mod+enter"
        pending={isPending}
        disabled={total === 0 || !bin || hasIssues}
        onClick={() => bin && send({ input: toReceipt(draft, bin.id), lines: draft.lines, bin })}
      >
        {total === 0 ? "Receive" : `Receive ${formatItemCount(total)}`}
      </Button>
    </PostingBar>
  );
}

function Summary({ draft, bin, hasIssues }: { draft: ReceiveDraft; bin: Bin | null; hasIssues: boolean }) {
  if (!bin) return "Choose the warehouse and bin first.";
  if (draft.lines.length === 0) return "Nothing to receive yet.";
  const missing = draft.lines.flatMap((line) => (missingSerials(line) > 0 ? issuesOf(line).serials : []))[0];
  if (missing !== undefined) return missing;
  if (hasIssues) return <span className="text-danger-text">Fix the highlighted fields first.</span>;
  const lines = draft.lines.length;
  return (
    <>
      {formatCount(lines, "line")} into <strong className="font-semibold text-foreground">{binLabel(bin)}</strong>,{" "}
      {bin.warehouseName}
    </>
  );
}
