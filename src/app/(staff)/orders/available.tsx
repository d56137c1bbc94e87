import { formatQuantity } from "@/shared/quantity";
import { cn } from "@/ui/class-names";

type AvailableProps = {
  /** What is asked for; null where that cannot be read. */
  quantity: number | null;
  /** Undefined until that is loaded. */
  available: number | undefined;
  unit: string | undefined;
  className?: string;
};

/** What there is for a line, beside its quantity; where that is too little, the words say so as the colour does. */
export function Available({ quantity, available, unit, className }: AvailableProps) {
  if (available === undefined) return null;
  const isShort = quantity !== null && quantity > available;
  return (
    <span
      suppressHydrationWarning
      className={cn(
        "text-xs whitespace-nowrap tabular",
        isShort ? "font-medium text-danger-text" : "text-muted",
        className,
      )}
    >
      {available <= 0 ? "None available" : `${isShort ? "Only " : ""}${formatQuantity(available, unit)} available`}
    </span>
  );
}
