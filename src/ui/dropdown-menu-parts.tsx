"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { cn } from "./class-names";
import type { MenuCheckItemProps, MenuItemProps, MenuProps, MenuRadioProps } from "./dropdown-menu-props";
import { Kbd } from "./kbd";
import { popupLook } from "./popup-look";

const ITEM_STYLE =
  "flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-sm outline-none select-none " +
  "data-[disabled]:opacity-50 " +
  "data-[highlighted]:bg-subtle pointer-coarse:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0";

type OpenableMenuProps = MenuProps & { triggerRef: RefObject<HTMLButtonElement | null> };

export function OpenableMenu({
  trigger,
  triggerRef,
  label,
  align = "end",
  side = "bottom",
  children,
}: OpenableMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild ref={triggerRef}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          {...popupLook("max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto p-1")}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  onSelect,
  href,
  opensTab = false,
  icon,
  shortcut,
  tone = "neutral",
  disabled = false,
  children,
}: MenuItemProps) {
  const look = cn(ITEM_STYLE, tone === "danger" ? "text-danger-text" : "text-foreground");
  const inner = (
    <>
      {icon && <span className={cn(tone === "neutral" && "text-muted")}>{icon}</span>}
      <span className="flex-1">{children}</span>
      {shortcut && <Kbd keys={shortcut} className="pl-4 text-muted" />}
    </>
  );
  if (href) {
    return (
      <Radix.Item asChild disabled={disabled}>
        {opensTab ? (
          <a href={href} target="_blank" rel="noreferrer" className={look}>
            {inner}
          </a>
        ) : (
          <Link href={href} className={look}>
            {inner}
          </Link>
        )}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item disabled={disabled} className={look} {...(onSelect && { onSelect })}>
      {inner}
    </Radix.Item>
  );
}

/** Stays open, so that several can be ticked. */
export function MenuCheckItem({ checked, onChecked, disabled = false, children }: MenuCheckItemProps) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      onCheckedChange={onChecked}
      onSelect={(event) => event.preventDefault()}
      disabled={disabled}
      className={ITEM_STYLE}
    >
      <Check aria-hidden className={cn("text-accent-text", !checked && "invisible")} />
      {children}
    </Radix.CheckboxItem>
  );
}

export function MenuRadio({ value, onValue, options }: MenuRadioProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValue}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={ITEM_STYLE}>
          <Check aria-hidden className={cn("text-accent-text", option.value !== value && "invisible")} />
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-xs font-medium text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
