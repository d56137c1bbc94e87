import { PRICE_LIST_STATE_NAMES, type PriceListState } from "@/modules/pricing/price";
import { formatDay } from "@/shared/dates";
import { Badge } from "@/ui/badge";

const TONES = { active: "success", planned: "info", ended: "neutral", archived: "warning" } as const;

export const PriceListBadge = ({ state }: { state: PriceListState }) => (
  <Badge tone={TONES[state]}>{PRICE_LIST_STATE_NAMES[state]}</Badge>
);

/** "1 Mar 2026 – 31 Mar 2026", "From 1 Mar 2026"; empty where it always holds. */
export function periodText({ validFrom, validUntil }: { validFrom: string | null; validUntil: string | null }): string {
  if (validFrom && validUntil) return `${formatDay(validFrom)} – ${formatDay(validUntil)}`;
  if (validFrom) return `From ${formatDay(validFrom)}`;
  return validUntil ? `Until ${formatDay(validUntil)}` : "";
}
