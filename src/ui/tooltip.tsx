"use client";

import { type PointerEvent, type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { besides, type Side } from "./besides";
import { cn } from "./class-names";
import { Kbd } from "./kbd";
import { Slot } from "./slot";

const DELAY_MS = 350;
/** Time to move the pointer from the element onto its hint. */
const LEAVE_MS = 120;

type TooltipProps = { text: ReactNode; shortcut?: string | undefined; side?: Side; children: ReactNode };

/** A hint for an element that has an accessible name. Never the only place of an information: touch has no hover. */
export function Tooltip({ text, shortcut, side = "top", children }: TooltipProps) {
  const id = useId();
  const { anchor, open, openSoon, keep, close, closeSoon } = useHint();
  return (
    <>
      <Slot
        {...(anchor && { "aria-describedby": id })}
        onPointerMove={openSoon}
        onPointerLeave={closeSoon}
        onPointerDown={close}
        onClick={close}
        onFocus={({ currentTarget }) => currentTarget.matches(":focus-visible") && open(currentTarget)}
        onBlur={close}
      >
        {children}
      </Slot>
      {anchor &&
        createPortal(
          <div
            id={id}
            role="tooltip"
            ref={besides(anchor, side)}
            onPointerEnter={keep}
            onPointerLeave={closeSoon}
            className={cn(
              "fixed top-0 left-0 z-60 flex w-max max-w-72 animate-appear items-center gap-2 rounded-md bg-foreground",
              "px-2 py-1 text-xs text-background shadow-large",
            )}
          >
            {text}
            {shortcut && <Kbd keys={shortcut} />}
          </div>,
          document.body,
        )}
    </>
  );
}

/** There is one hint at a time. */
let closeOther = () => {};

function useHint() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
  };
  const close = () => {
    keep();
    setAnchor(null);
  };
  const open = (element: HTMLElement) => {
    keep();
    closeOther();
    closeOther = close;
    setAnchor(element);
  };
  const openSoon = ({ pointerType, currentTarget }: PointerEvent<HTMLElement>) => {
    if (pointerType === "touch") return;
    if (anchor) return keep();
    timer.current ??= setTimeout(() => open(currentTarget), DELAY_MS);
  };
  const closeSoon = () => {
    keep();
    if (anchor) timer.current = setTimeout(close, LEAVE_MS);
  };
  useEffect(() => keep, []);
  useDismissal(anchor !== null, close);
  return { anchor, open, openSoon, keep, close, closeSoon };
}

/** Escape closes the hint alone, and not the dialog below it. What scrolls leaves its hint behind. */
function useDismissal(isOpen: boolean, close: () => void) {
  const dismiss = useEffectEvent((event: Event) => {
    if (event instanceof KeyboardEvent) {
      if (event.key !== "Escape") return;
      event.stopPropagation();
    }
    close();
  });
  useEffect(() => {
    if (!isOpen) return;
    const stopping = new AbortController();
    const options = { capture: true, passive: true, signal: stopping.signal };
    for (const name of ["keydown", "scroll", "resize"]) window.addEventListener(name, dismiss, options);
    return () => stopping.abort();
  }, [isOpen]);
}
