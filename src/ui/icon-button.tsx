"use client";

import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";

type IconButtonProps = Omit<ButtonProps, "children" | "tooltip" | "square" | "icon" | "aria-label"> & {
  label: string;
  icon: ReactNode;
};

/** A button that is only an icon. Its label is for screen readers and shows on hover and focus. */
export function IconButton({ label, variant = "ghost", ...rest }: IconButtonProps) {
  return <Button {...rest} variant={variant} square aria-label={label} tooltip={label} />;
}
