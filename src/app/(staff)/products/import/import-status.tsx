"use client";

import type { Outputs } from "@/client/trpc";
import { Badge, type Tone } from "@/ui/badge";

export type ProductImport = Outputs["imports"]["get"];
type Status = ProductImport["status"];

const STATUS_BADGES: Readonly<Record<Status, { label: string; tone: Tone }>> = {
  uploaded: { label: "Needs mapping", tone: "neutral" },
  checking: { label: "Checking", tone: "info" },
  checked: { label: "Ready to import", tone: "accent" },
  applying: { label: "Importing", tone: "info" },
  applied: { label: "Imported", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
};

export const isRunning = (status: Status | undefined): boolean => status === "checking" || status === "applying";

export function ImportStatus({ file }: { file: Pick<ProductImport, "status" | "isStopped"> }) {
  const { tone, label } = file.isStopped ? { tone: "danger" as const, label: "Stopped" } : STATUS_BADGES[file.status];
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  );
}
