import { cva, type VariantProps } from "class-variance-authority";

/** How a button looks. Apart from the component, so that server components and links can wear it too. */
export const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none " +
    "transition-colors " +
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 " +
    "[&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-foreground shadow-small hover:bg-accent-hover",
        secondary:
          "border border-input/50 bg-surface text-foreground shadow-small " +
          "hover:bg-subtle dark:bg-raised dark:hover:bg-subtle",
        ghost: "text-muted hover:bg-subtle hover:text-foreground",
        danger: "bg-danger text-danger-foreground shadow-small hover:bg-danger-hover",
      },
      size: {
        sm: "h-7 px-2 text-xs pointer-coarse:h-9 [&_svg]:size-3.5",
        md: "h-8 px-3 text-sm pointer-coarse:h-10 [&_svg]:size-4",
        lg: "h-11 px-4 text-base [&_svg]:size-5",
      },
      square: { true: "px-0", false: "" },
    },
    compoundVariants: [
      { square: true, size: "sm", class: "w-7 pointer-coarse:w-9" },
      { square: true, size: "md", class: "w-8 pointer-coarse:w-10" },
      { square: true, size: "lg", class: "w-11" },
    ],
    defaultVariants: { variant: "secondary", size: "md", square: false },
  },
);

export type ButtonLook = Pick<VariantProps<typeof buttonStyle>, "variant" | "size">;
