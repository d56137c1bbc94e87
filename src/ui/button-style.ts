import { cn } from "./class-names";

const VARIANTS = {
  primary: "bg-accent text-accent-foreground shadow-small hover:bg-accent-hover",
  secondary:
    "border border-input/50 bg-surface text-foreground shadow-small " +
    "hover:bg-subtle dark:bg-raised dark:hover:bg-subtle",
  ghost: "text-muted hover:bg-subtle hover:text-foreground",
  danger: "bg-danger text-danger-foreground shadow-small hover:bg-danger-hover",
} as const;
const SIZES = {
  sm: "h-7 px-2 text-xs pointer-coarse:h-9 [&_svg]:size-3.5",
  md: "h-8 px-3 text-sm pointer-coarse:h-10 [&_svg]:size-4",
  lg: "h-11 px-4 text-base [&_svg]:size-5",
} as const;
const SQUARES = {
  sm: "w-7 px-0 pointer-coarse:w-9",
  md: "w-8 px-0 pointer-coarse:w-10",
  lg: "w-11 px-0",
} as const;

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
  cn(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none",
    "transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
    "[&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
    square && SQUARES[size],
  );
