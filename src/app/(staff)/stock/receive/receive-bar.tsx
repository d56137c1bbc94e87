"use client";

import { PackagePlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type Bin, binLabel } from "@/app/(staff)/_places/locations";
import { formatItemCount, totalQuantity } from "@/app/(staff)/_posting/item-count";
import { PostingBar } from "@/app/(staff)/_posting/posting-bar";
import { StockRefusal } from "@/app/(staff)/_posting/stock-refusal";
import { usePosting } from "@/app/(staff)/_posting/use-posting";
import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { issuesOf, type ReceiveDraft, toReceipt, withoutSent } from "./receive-draft";
import { type Answers, ReceiveQuestion } from "./receive-question";

type ReceiveBarProps = {
  draft: ReceiveDraft;
  change: (next: (draft: ReceiveDraft) => ReceiveDraft) => void;
  bin: Bin | null;
  onPosted: () => void;
  children: ReactNode;
};

/** Posts the whole list in one transaction; the list stays until that has worked. */
export function ReceiveBar({ draft, change, bin, onPosted, children }: ReceiveBarProps) {
  const { post, isPending, error } = usePosting(trpc.inventory.receiveStock.useMutation());
  const total = totalQuantity(draft.lines);
  const hasIssues = draft.lines.some((line) => Object.keys(issuesOf(line)).length > 0);

  // The questions of the server that were answered with yes, for this list as it was sent.
  const [given, setGiven] = useState<Answers>({});

  const send = (answers: Answers) => {
    if (!bin) return;
    const sent = draft.lines;
    setGiven(answers);
    post(
      { ...toReceipt(draft, bin.id), ...answers },
      {
        title: `Received ${formatItemCount(totalQuantity(sent))} into ${binLabel(bin)}`,
        onPosted: () => {
          change((now) => withoutSent(now, sent));
          onPosted();
        },
      },
    );
  };
  return (
    <PostingBar
      problem={<StockRefusal of={error} />}
      summary={<Summary draft={draft} bin={bin} hasIssues={hasIssues} />}
    >
      {children}
      <ReceiveQuestion of={error} onYes={(answer) => send({ ...given, ...answer })} />
      <Button
        size="lg"
        variant="primary"
        icon={<PackagePlus aria-hidden />}
        shortcut="mod+enter"
        pending={isPending}
        disabled={total === 0 || !bin || hasIssues}
        onClick={() => send({})}
      >
        {total === 0 ? "Receive" : `Receive ${formatItemCount(total)}`}
      </Button>
    </PostingBar>
  );
}

function Summary({ draft, bin, hasIssues }: { draft: ReceiveDraft; bin: Bin | null; hasIssues: boolean }) {
  if (!bin) return "Choose the warehouse and bin first.";
  if (draft.lines.length === 0) return "Nothing to receive yet.";
  if (hasIssues) return <span className="text-danger-text">Fix the highlighted fields first.</span>;
  const lines = draft.lines.length;
  return (
    <>
      {formatCount(lines, "line")} into <strong className="font-semibold text-foreground">{binLabel(bin)}</strong>,{" "}
      {bin.warehouseName}
    </>
  );
}
