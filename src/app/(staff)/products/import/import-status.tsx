"use client";

import type { Outputs } from "@/client/trpc";
import { Badge, type Tone } from "@/ui/badge";

export type ProductImport = Outputs["catalog"]["getProductImport"];
type Status = ProductImport["status"];

const LOOKS: Readonly<Record<Status, { label: string; tone: Tone }>> = {
  uploaded: { label: "To be mapped", tone: "neutral" },
  checking: { label: "Checking", tone: "info" },
  checked: { label: "Ready to import", tone: "accent" },
  applying: { label: "Importing", tone: "info" },
  applied: { label: "Imported", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
};

/** How often a running import is asked for; chunks without a change tell nobody of their progress. */
export const PROGRESS_EVERY_MS = 1_000;

export const isRunning = (status: Status | undefined): boolean => status === "checking" || status === "applying";

export const ImportStatus = ({ status }: { status: Status }) => <Badge tone={LOOKS[status].tone} dot>{LOOKS[status].label}</Badge>;
