"use client";

import { useEffect, useEffectEvent } from "react";
import { isDialogOpen } from "./is-dialog-open";
import { isTyping } from "./is-typing";
import { SCAN_PAUSE_MAX_MS } from "./scan-burst";
import { useShortcutsSetting } from "./use-shortcut";

/** A digit that a person types while no box has the focus: none of a scanner's, whose keys come far faster. */
export function useTypedDigit(run: (digit: string) => void): void {
  const [singleKeysOn] = useShortcutsSetting();
  const runLatest = useEffectEvent(run);
  useEffect(() => {
    if (!singleKeysOn) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let kept = "";
    let lastAt = Number.NEGATIVE_INFINITY;
    const tell = () => {
      clearTimeout(waiting);
      const digit = kept;
      kept = "";
      if (digit !== "") runLatest(digit);
    };
    const listen = (event: KeyboardEvent) => {
      const isOfBurst = event.timeStamp - lastAt <= SCAN_PAUSE_MAX_MS;
      lastAt = event.timeStamp;
      if (isOfBurst) kept = "";
      // The clock of a busy page is late: the next key says as well that nobody scans, and goes where that one went.
      tell();
      if (isOfBurst || event.defaultPrevented || event.repeat || isHeldOrElsewhere(event)) return;
      if (!/^\d$/.test(event.key)) return;
      kept = event.key;
      waiting = setTimeout(tell, SCAN_PAUSE_MAX_MS);
    };
    window.addEventListener("keydown", listen);
    return () => {
      clearTimeout(waiting);
      window.removeEventListener("keydown", listen);
    };
  }, [singleKeysOn]);
}

const isHeldOrElsewhere = ({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean =>
  ctrlKey || metaKey || altKey || isTyping(target) || isTyping(document.activeElement) || isDialogOpen();
