"use client";

import { useEffect, useEffectEvent } from "react";
import { keepEarlyScans, takeEarlyScans } from "./early-scans";
import { isTyping } from "./is-typing";
import { createScanBurst } from "./scan-burst";
import { typeInto } from "./type-into";

/** A page's own box takes the scanner from the one in the top bar at once; nothing is heard before that is settled. */
const SETTLE_MS = 100;

/** Marks a box for a quantity: a burst that ends in it is a scan, and leaves the quantity as it was. */
export const SCANNED_THROUGH = "data-scanned-through";

const quantityBox = (target: EventTarget | null): HTMLInputElement | null =>
  target instanceof HTMLInputElement && target.hasAttribute(SCANNED_THROUGH) ? target : null;

/**
 * Listens in the capture phase, so that a scanner's Enter and spaces do not press the focused element. Who types a
 * quantity and scans the next item does not have to leave the box first: it gets back what it held before the burst.
 */
export function useScanner(listen: boolean, onScan: (text: string) => void) {
  const scanned = useEffectEvent(onScan);
  useEffect(() => {
    if (!listen) return;
    const press = createScanBurst();
    let before = "";
    const onKeyDown = (event: KeyboardEvent) => {
      const box = quantityBox(event.target);
      if (!box && isTyping(event.target)) return;
      const step = press(event, event.timeStamp);
      if (step.state === "idle") before = box?.value ?? "";
      if (step.state === "scanned" || (event.key === " " && step.state === "inside")) event.preventDefault();
      if (step.state !== "scanned") return;
      if (box) {
        typeInto(box, before);
        box.blur();
      }
      scanned(step.text);
    };
    const settled = setTimeout(() => {
      for (const text of takeEarlyScans(press)) scanned(text);
      window.addEventListener("keydown", onKeyDown, { capture: true });
    }, SETTLE_MS);
    return () => {
      clearTimeout(settled);
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      keepEarlyScans();
    };
  }, [listen]);
}
