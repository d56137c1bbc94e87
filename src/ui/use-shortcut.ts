"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { isBehindDialog, isDialogOpen } from "./is-dialog-open";
import { isTyping } from "./is-typing";
import { SCAN_PAUSE_MAX_MS } from "./scan-burst";
import { createShortcutMatcher } from "./shortcut";
import { usePersistentFlag } from "./use-persistent-state";

/** Single-key shortcuts can be turned off, since speech input and tremor press them by accident (WCAG 2.1.4). */
export function useShortcutsSetting(): [boolean, (on: boolean) => void] {
  const [off, setOff] = usePersistentFlag("quartermaster.shortcuts-off");
  return [!off, (on) => setOff(!on)];
}

type ShortcutOptions = {
  enabled?: boolean;
  inFields?: boolean;
  /** Runs again while the key is held. */
  repeat?: boolean;
  /** What it presses: behind an open dialog it can't be pressed. */
  owner?: RefObject<Element | null>;
};

/**
 * Runs something when a shortcut is pressed anywhere on the page. Strokes without "mod" do nothing while a person
 * types, or is asked something by a dialog that covers the page, and wait long enough to be sure that they are not the
 * first key of a scanner's burst.
 */
export function useShortcut(
  keys: string | undefined,
  run: (event: KeyboardEvent) => void,
  options: ShortcutOptions = {},
) {
  const { enabled = true, inFields = keys?.includes("mod+") ?? false, repeat = false, owner } = options;
  const [singleKeysOn] = useShortcutsSetting();
  const active = enabled && keys !== undefined && (singleKeysOn || keys.includes("mod+"));
  const runLatest = useEffectEvent(run);

  useEffect(() => {
    if (!active || keys === undefined) return;
    const matches = createShortcutMatcher(keys);
    const held = keys.includes("mod+");
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const listen = (event: KeyboardEvent) => {
      clearTimeout(waiting);
      if (event.defaultPrevented || (event.repeat && !repeat) || (!inFields && isTyping(event.target))) return;
      if (held ? isBehindDialog(owner?.current ?? null) : isDialogOpen()) return;
      if (!matches(event, event.timeStamp)) return;
      event.preventDefault();
      if (held || event.repeat) runLatest(event);
      else waiting = setTimeout(() => runLatest(event), SCAN_PAUSE_MAX_MS);
    };
    // Strokes with "mod" come before what has the focus: a list of Radix would open by Enter, held or not.
    window.addEventListener("keydown", listen, held);
    return () => {
      clearTimeout(waiting);
      window.removeEventListener("keydown", listen, held);
    };
  }, [active, keys, inFields, repeat, owner]);
}
