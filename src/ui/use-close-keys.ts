"use client";

import { useEffect, useEffectEvent } from "react";

type Watcher = EventTarget & { destroy: () => void };

declare global {
  interface Window {
    /** What a device closes things by, such as the back of Android; of Chromium so far, and unknown to TypeScript. */
    CloseWatcher?: new () => Watcher;
  }
}

/**
 * Escape, and the back of a phone, close a part of the page that is open, before the dialog around it; a dialog that
 * was opened above it closes first.
 */
export function useCloseKeys(findPart: () => HTMLElement | null, close: () => void): void {
  const closeNow = useEffectEvent(close);
  const isOfPart = useEffectEvent((target: EventTarget | null) => {
    const dialogAround = (element: Element | null) => element?.closest("[role=dialog], [role=alertdialog]") ?? null;
    return target instanceof Element && dialogAround(target) === dialogAround(findPart());
  });
  useEffect(() => {
    // Before the document, where dialogs listen.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !isOfPart(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      closeNow();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    const watcher = window.CloseWatcher && new window.CloseWatcher();
    watcher?.addEventListener("close", () => closeNow());
    return () => {
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      watcher?.destroy();
    };
  }, []);
}
