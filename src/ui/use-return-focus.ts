"use client";

import { useRef } from "react";

/** Radix gives the focus back only to its own trigger; what a page or a shortcut opened would leave it nowhere. */
export function useReturnFocus() {
  const before = useRef<Element | null>(null);
  return {
    /** Called as it opens, while the focus is still where it was. */
    remember: () => {
      before.current = document.activeElement;
    },
    giveBack: (event: Event) => {
      const target = before.current;
      if (!(target instanceof HTMLElement) || target === document.body || !target.isConnected) return;
      event.preventDefault();
      target.focus();
    },
  };
}
