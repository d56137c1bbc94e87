"use client";

import { useState } from "react";
import { formatDay } from "@/shared/dates";
import { Badge } from "@/ui/badge";

const SOON_MS = 30 * 24 * 60 * 60 * 1_000;

type LotMarkProps = { lotCode: string | null; expiresOn: string | null };

/** A lot with its expiry date, marked when it is past or near. */
export function LotMark({ lotCode, expiresOn }: LotMarkProps) {
  if (lotCode === null) return <span className="text-faint">No lot</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {lotCode}
      {expiresOn !== null && <Expiry on={expiresOn} />}
    </span>
  );
}

function Expiry({ on }: { on: string }) {
  const [nowMs] = useState(Date.now);
  const leftMs = new Date(on).getTime() - nowMs;
  const date = <time dateTime={on}>{formatDay(on)}</time>;
  if (leftMs < 0) return <Badge tone="danger">Expired {date}</Badge>;
  if (leftMs < SOON_MS) return <Badge tone="warning">Expires {date}</Badge>;
  return <span className="whitespace-nowrap text-muted">expires {date}</span>;
}
