"use client";

import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { inputHeight, type InputSize, inputStyle } from "./input-style";
import { useTypedEarly } from "./use-typed-early";

type InputProps = Omit<ComponentProps<"input">, "size"> & { invalid?: boolean | undefined; size?: InputSize };

export function Input({ invalid, size = "md", className, ref, ...rest }: InputProps) {
  const box = useTypedEarly(ref, rest.value !== undefined);
  return (
    <input
      autoComplete="off"
      aria-invalid={invalid || undefined}
      {...rest}
      ref={box}
      className={cn(inputStyle, inputHeight[size], className)}
    />
  );
}
