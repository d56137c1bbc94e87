"use client";

import { useState } from "react";
import { formatDay } from "@/shared/dates";
import { Badge } from "@/ui/badge";

const SOON_MS = 30 * 24 * 60 * 60 * 1_000;

type LotMarkProps = {
  lotCode: string | null;
  expiresOn: string | null;
  /** By the shop's day, which the server knows. */
  isExpired: boolean;
  /** Where it is shown. */
  isBlocked?: boolean | undefined;
  blockReason?: string | null | undefined;
};

/** A lot with its expiry date, marked when it is past or near, and with why it is blocked. */
export function LotMark({ lotCode, expiresOn, isExpired, isBlocked = false, blockReason = null }: LotMarkProps) {
  if (lotCode === null) return <span className="text-faint">No lot</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 wrap-anywhere">
      {lotCode}
      {expiresOn !== null && <Expiry on={expiresOn} isExpired={isExpired} />}
      {isBlocked && <Blocked reason={blockReason} />}
    </span>
  );
}

/** Nothing of it may be shipped, and why. */
export function Blocked({ reason }: { reason: string | null }) {
  return (
    <>
      <Badge tone="danger">Blocked</Badge>
      {reason !== null && <span className="text-muted">{reason}</span>}
    </>
  );
}

/** The last good day, marked when it is past or near. */
export function Expiry({ on, isExpired }: { on: string; isExpired: boolean }) {
  const [nowMs] = useState(Date.now);
  const date = <time dateTime={on}>{formatDay(on)}</time>;
  if (isExpired) return <Badge tone="danger">Expired {date}</Badge>;
  if (new Date(on).getTime() - nowMs < SOON_MS) return <Badge tone="warning">Expires {date}</Badge>;
  return <span className="whitespace-nowrap text-muted">expires {date}</span>;
}
