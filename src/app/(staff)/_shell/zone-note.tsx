"use client";

import { Clock } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useShop } from "@/client/shop";
import { isSameClock } from "@/shared/dates";
import { useNow } from "@/ui/use-now";

const neverChanges = () => () => {};
const zoneOfReader = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Names the zone of all times where the reader's clock shows another one. */
export function ZoneNote() {
  const { timeZone } = useShop();
  const own = useSyncExternalStore(neverChanges, zoneOfReader, () => null);
  const now = useNow();
  if (own === null || now === null || isSameClock(own, timeZone, now)) return null;
  const text = `Times are in ${timeZone.replaceAll("_", " ")}`;
  return (
    <span title={text} className="flex items-center gap-1.5 text-xs whitespace-nowrap text-muted max-sm:sr-only">
      <Clock aria-hidden className="size-4" />
      <span className="sm:max-xl:sr-only">{text}</span>
    </span>
  );
}
