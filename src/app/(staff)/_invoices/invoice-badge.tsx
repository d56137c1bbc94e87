import type { Outputs } from "@/client/trpc";
import { Badge, type Tone } from "@/ui/badge";

type Row = Outputs["invoices"]["list"]["rows"][number];

const STATES: Readonly<Record<Row["state"], { label: string; tone: Tone }>> = {
  open: { label: "Open", tone: "neutral" },
  partly: { label: "Partly paid", tone: "accent" },
  paid: { label: "Paid", tone: "success" },
  credited: { label: "Credited", tone: "neutral" },
};

/** Once the due day is over, that is what there is to know. */
export function InvoiceBadge({ kind, state, isOverdue }: Pick<Row, "kind" | "state" | "isOverdue">) {
  if (kind === "credit-note") return <Badge tone="neutral">Credit note</Badge>;
  if (isOverdue) return <Badge tone="danger">Overdue</Badge>;
  const { label, tone } = STATES[state];
  return <Badge tone={tone}>{label}</Badge>;
}
