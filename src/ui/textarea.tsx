import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { inputStyle } from "./input-style";

type TextareaProps = ComponentProps<"textarea"> & { invalid?: boolean | undefined };

export function Textarea({ invalid, rows = 3, className, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      aria-invalid={invalid || undefined}
      {...rest}
      className={cn(inputStyle, "min-h-8 resize-y py-1.5", className)}
    />
  );
}
