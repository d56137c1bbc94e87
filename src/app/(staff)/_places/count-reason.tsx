import { SHORT_REASON_NAMES, type ShortReason } from "@/modules/inventory/counts/short-reason";
import { formatQuantity } from "@/shared/quantity";
import { DateTime } from "@/ui/date-time";

type Asked = { reason: ShortReason; missing: number; askedByName: string; askedAt: string };

/** Why a bin is to be counted, who found it, and when. */
export const CountReason = ({ of: { reason, missing, askedByName, askedAt } }: { of: Asked }) => (
  <span className="flex flex-col">
    <span>
      {formatQuantity(missing)} short: {SHORT_REASON_NAMES[reason].toLowerCase()}
    </span>
    <span className="text-xs text-muted">
      {askedByName}, <DateTime at={askedAt} />
    </span>
  </span>
);

type Place = { locationId: string; variantId: string; lotId: string | null };

/** Where the item is counted in its bin. */
export const countHref = ({ locationId, variantId, lotId }: Place): string =>
  `/stock/adjust?bin=${locationId}&variant=${variantId}${lotId === null ? "" : `&lot=${lotId}`}`;
