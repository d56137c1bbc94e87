"use client";

import { endOfShopDay, isTimeZone, shopDay } from "@/modules/shop/shop";
import { formatDay } from "@/shared/dates";
import { DateTime } from "@/ui/date-time";
import { useNow } from "@/ui/use-now";

/** What a day is: reports, filters and expiry dates follow the shop's calendar, wherever the reader is. */
export function DayExplained({ timeZone }: { timeZone: string }) {
  const now = useNow();
  if (now === null || !isTimeZone(timeZone)) return null;
  return (
    <p className="text-sm text-muted">
      Reports, filters and expiry dates follow the day in {timeZone.replaceAll("_", " ")}. It begins at midnight. Today
      is {formatDay(shopDay(timeZone, now))}; the next day begins <DateTime at={endOfShopDay(timeZone, now)} />.
    </p>
  );
}
