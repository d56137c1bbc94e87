"use client";

import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { inputStyle } from "./input-style";
import { useTypedEarly } from "./use-typed-early";

type TextareaProps = ComponentProps<"textarea"> & { invalid?: boolean | undefined };

export function Textarea({ invalid, rows = 3, className, ref, ...rest }: TextareaProps) {
  const box = useTypedEarly(ref, rest.value !== undefined);
  return (
    <textarea
      rows={rows}
      aria-invalid={invalid || undefined}
      {...rest}
      ref={box}
      className={cn(inputStyle, "min-h-8 resize-y py-1.5", className)}
    />
  );
}
