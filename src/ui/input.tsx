import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { inputHeight, type InputSize, inputStyle } from "./input-style";

type InputProps = Omit<ComponentProps<"input">, "size"> & { invalid?: boolean | undefined; size?: InputSize };

export function Input({ invalid, size = "md", className, ...rest }: InputProps) {
  return (
    <input
      autoComplete="off"
      aria-invalid={invalid || undefined}
      {...rest}
      className={cn(inputStyle, inputHeight[size], className)}
    />
  );
}
