"use client";

import { createContext, type ReactNode, use } from "react";
import type * as Parts from "./dropdown-menu-parts";
import type { MenuCheckItemProps, MenuItemProps, MenuProps, MenuRadioProps } from "./dropdown-menu-props";
import { useOnFirstUse } from "./on-demand";
import { Slot } from "./slot";

const loadParts = () => import("./dropdown-menu-parts");
const PartsContext = createContext<typeof Parts | null>(null);
const FIRST_USE = {
  press: "pointerdown",
  opensBy: (key: string) => ["Enter", " ", "ArrowDown"].includes(key),
} as const;

/** A menu below its trigger. The menu itself is fetched when somebody comes near. */
export function Menu(props: MenuProps) {
  const { loaded, triggerRef, trigger } = useOnFirstUse(loadParts, FIRST_USE);
  if (loaded)
    return (
      <PartsContext value={loaded}>
        <loaded.OpenableMenu {...props} triggerRef={triggerRef} />
      </PartsContext>
    );
  return (
    <Slot {...trigger} ref={triggerRef} aria-haspopup="menu" aria-expanded={false} data-state="closed">
      {props.trigger}
    </Slot>
  );
}

/** What stands in a menu is rendered when it opens, and then everything is there. */
function useParts(): typeof Parts {
  const parts = use(PartsContext);
  if (!parts) throw new Error("This stands in a Menu.");
  return parts;
}

export function MenuItem(props: MenuItemProps) {
  const parts = useParts();
  return <parts.MenuItem {...props} />;
}

/** Stays open, so that several can be ticked. */
export function MenuCheckItem(props: MenuCheckItemProps) {
  const parts = useParts();
  return <parts.MenuCheckItem {...props} />;
}

export function MenuRadio(props: MenuRadioProps) {
  const parts = useParts();
  return <parts.MenuRadio {...props} />;
}

export function MenuLabel(props: { children: ReactNode }) {
  const parts = useParts();
  return <parts.MenuLabel {...props} />;
}

export function MenuSeparator() {
  const parts = useParts();
  return <parts.MenuSeparator />;
}
