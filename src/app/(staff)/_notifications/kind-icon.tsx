import {
  AtSign,
  CircleCheck,
  CirclePause,
  Clock,
  Cog,
  DatabaseZap,
  FileCheck,
  FileX,
  HandCoins,
  Hourglass,
  KeyRound,
  type LucideIcon,
  MonitorSmartphone,
  PackageCheck,
  PackageMinus,
  PackageX,
  Scale,
  ShieldAlert,
  ShieldCheck,
  Truck,
  UserRoundCheck,
} from "lucide-react";
import type { NoticeKind } from "@/modules/notifications/kind";
import { cn } from "@/ui/class-names";

type Look = { icon: LucideIcon; tone: string };

const CALM = "bg-subtle text-muted";
const WARNING = "bg-warning-subtle text-warning-text";
const DANGER = "bg-danger-subtle text-danger-text";

const LOOKS = {
  "low-stock": { icon: PackageMinus, tone: WARNING },
  "out-of-stock": { icon: PackageX, tone: DANGER },
  "order-confirmed": { icon: CircleCheck, tone: CALM },
  "order-held": { icon: CirclePause, tone: WARNING },
  "order-overdue": { icon: Clock, tone: WARNING },
  "order-filled": { icon: PackageCheck, tone: CALM },
  "hold-ending": { icon: Hourglass, tone: WARNING },
  "hold-shrunk": { icon: Hourglass, tone: WARNING },
  "hold-ended": { icon: Hourglass, tone: WARNING },
  mentioned: { icon: AtSign, tone: CALM },
  "payment-overdue": { icon: HandCoins, tone: WARNING },
  "shipment-sent": { icon: Truck, tone: CALM },
  "approval-asked": { icon: UserRoundCheck, tone: WARNING },
  "approval-decided": { icon: UserRoundCheck, tone: CALM },
  "import-done": { icon: FileCheck, tone: CALM },
  "import-stopped": { icon: FileX, tone: DANGER },
  "job-dead": { icon: Cog, tone: DANGER },
  "replica-idle": { icon: DatabaseZap, tone: WARNING },
  "books-differ": { icon: Scale, tone: DANGER },
  "audit-altered": { icon: ShieldAlert, tone: DANGER },
  "access-changed": { icon: ShieldCheck, tone: CALM },
  "new-device": { icon: MonitorSmartphone, tone: WARNING },
  "factor-changed": { icon: ShieldCheck, tone: WARNING },
  "codes-refused": { icon: ShieldAlert, tone: DANGER },
  "key-created": { icon: KeyRound, tone: WARNING },
  "key-expiring": { icon: KeyRound, tone: WARNING },
} as const satisfies Record<NoticeKind, Look>;

/** The title beside it says what it is. */
export function KindIcon({ kind }: { kind: NoticeKind }) {
  const { icon: Icon, tone } = LOOKS[kind];
  return (
    <span aria-hidden className={cn("flex size-8 shrink-0 items-center justify-center rounded-full", tone)}>
      <Icon className="size-4" />
    </span>
  );
}
