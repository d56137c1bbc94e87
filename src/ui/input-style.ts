import { cn } from "./class-names";

/** The look of every box to type or choose in. Its outline has a contrast of 3:1 with the background. */
export const inputStyle =
  "w-full rounded-md border border-input bg-surface px-2.5 text-sm text-foreground transition-shadow " +
  "placeholder:text-faint placeholder-shown:text-ellipsis " +
  "focus-visible:outline-2 focus-visible:outline-offset-[-1px] focus-visible:outline-ring " +
  "disabled:cursor-not-allowed disabled:bg-subtle disabled:text-muted aria-invalid:border-danger-text " +
  "[&[readonly]]:bg-subtle";

export const inputHeight = {
  sm: "h-7 pointer-coarse:h-9",
  md: "h-8 pointer-coarse:h-10",
  lg: "h-11 text-base",
} as const;

export type InputSize = keyof typeof inputHeight;

/** A box that opens a list. */
export const selectStyle = (size: InputSize, className?: string) =>
  cn(
    inputStyle,
    inputHeight[size],
    "flex items-center justify-between gap-2 text-left data-[placeholder]:text-faint",
    className,
  );
