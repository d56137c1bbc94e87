"use client";

import { type ComponentProps, type ReactNode, useRef } from "react";
import { type ButtonLook, buttonStyle } from "./button-style";
import { cn } from "./class-names";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";
import { useCommand } from "./use-command";

export type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    pending?: boolean | undefined;
    icon?: ReactNode;
    tooltip?: string | undefined;
    /** Shown in the tooltip and, unless `bindShortcut` is false, pressed from anywhere on the page. */
    shortcut?: string | undefined;
    bindShortcut?: boolean;
    /** Offered by the palette, as whatever has a shortcut of the page is. */
    isCommand?: boolean;
    square?: boolean;
  };

/** A key held with others sends what is being entered, and is of no use without it. */
const isOfPage = (shortcut: string | undefined): boolean => shortcut !== undefined && !shortcut.includes("mod+");

export function Button({
  variant,
  size,
  square,
  pending = false,
  icon,
  tooltip,
  shortcut,
  bindShortcut = true,
  isCommand = isOfPage(shortcut) && bindShortcut,
  className,
  children,
  disabled,
  ref,
  ...rest
}: ButtonProps) {
  const own = useRef<HTMLButtonElement>(null);
  const press = () => {
    // A dialog opened by a shortcut restores the focus on closing: this button is a better place than the body.
    if (document.activeElement === document.body) own.current?.focus({ preventScroll: true });
    own.current?.click();
  };
  useCommand({
    label: isCommand && typeof children === "string" ? children : undefined,
    icon,
    shortcut: bindShortcut ? shortcut : undefined,
    enabled: !disabled && !pending,
    owner: own,
    run: press,
  });

  const button = (
    <button
      type="button"
      {...rest}
      ref={(element) => {
        own.current = element;
        if (typeof ref === "function") return ref(element);
        if (ref) ref.current = element;
      }}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={cn(buttonStyle({ variant, size, square }), className)}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  );

  if (!tooltip && !shortcut) return button;
  return (
    <Tooltip text={tooltip ?? children} shortcut={shortcut}>
      {button}
    </Tooltip>
  );
}
