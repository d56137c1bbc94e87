import { RETURN_STATUS_NAMES, type ReturnStatus } from "@/modules/returns/return";
import { Badge, type Tone } from "@/ui/badge";

const TONES = {
  authorised: "info",
  partly_received: "accent",
  received: "success",
  closed: "neutral",
  cancelled: "danger",
} as const satisfies Record<ReturnStatus, Tone>;

export const ReturnBadge = ({ status }: { status: ReturnStatus }) => (
  <Badge dot tone={TONES[status]}>
    {RETURN_STATUS_NAMES[status]}
  </Badge>
);
