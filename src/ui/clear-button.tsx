import { X } from "lucide-react";
import { cn } from "./class-names";

type ClearButtonProps = { label: string; onClick: () => void; className: string };

/** The small cross inside a box; `className` places it. */
export function ClearButton({ label, onClick, className }: ClearButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className={cn(
        "absolute inline-flex size-6 items-center justify-center rounded-sm text-muted hover:text-foreground",
        className,
      )}
    >
      <X aria-hidden className="size-3.5" />
    </button>
  );
}
