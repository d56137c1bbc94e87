"use client";

import { useRef } from "react";

/** Radix restores the focus only to its own trigger; a dialog opened by a page or a shortcut would lose it. */
export function useReturnFocus() {
  const before = useRef<Element | null>(null);
  return {
    /** To be called on opening, before the focus moves. */
    save: () => {
      before.current = document.activeElement;
    },
    restore: (event: Event, instead?: HTMLElement | null) => {
      const target = instead ?? before.current;
      if (!(target instanceof HTMLElement) || target === document.body || !target.isConnected) return;
      event.preventDefault();
      target.focus();
    },
  };
}
