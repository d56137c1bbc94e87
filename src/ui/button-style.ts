const VARIANTS = {
  primary: "bg-accent text-accent-foreground shadow-small hover:bg-accent-hover",
  secondary:
    "border border-input/50 bg-surface text-foreground shadow-small " +
    "hover:bg-subtle dark:bg-raised dark:hover:bg-subtle",
  ghost: "text-muted hover:bg-subtle hover:text-foreground",
  danger: "bg-danger text-danger-foreground shadow-small hover:bg-danger-hover",
} as const;
const SIZES = {
  sm: "h-7 text-xs pointer-coarse:h-9 [&_svg]:size-3.5",
  md: "h-8 text-sm pointer-coarse:h-10 [&_svg]:size-4",
  lg: "h-11 text-base [&_svg]:size-5",
} as const;
const WIDE = { sm: "px-2", md: "px-3", lg: "px-4" } as const;
const SQUARE = { sm: "w-7 pointer-coarse:w-9", md: "w-8 pointer-coarse:w-10", lg: "w-11" } as const;

export type ButtonLook = {
  variant?: keyof typeof VARIANTS | undefined;
  size?: keyof typeof SIZES | undefined;
};

/** How a button looks. Apart from the component, so that server components and links can wear it too. */
export const buttonStyle = ({
  variant = "secondary",
  size = "md",
  square = false,
}: ButtonLook & { square?: boolean | undefined }): string =>
  [
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none",
    "transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
    "[&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
    (square ? SQUARE : WIDE)[size],
  ].join(" ");
