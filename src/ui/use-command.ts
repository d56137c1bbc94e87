"use client";

import { type ReactNode, type RefObject, useEffect, useEffectEvent, useId } from "react";
import { offerCommand } from "./page-commands";
import { useShortcut } from "./use-shortcut";

type Command = {
  /** What the palette calls it; without one it has keys alone. */
  label?: string | undefined;
  icon?: ReactNode;
  shortcut?: string | undefined;
  enabled?: boolean;
  /** The button that it presses, where it is one. */
  owner?: RefObject<Element | null>;
  run: () => void;
};

/** Runs by its keys from anywhere on the page, and by its name from the palette. */
export function useCommand({ label, icon, shortcut, enabled = true, owner, run }: Command) {
  const id = useId();
  const runLatest = useEffectEvent(run);
  const describe = useEffectEvent((name: string) => ({
    label: name,
    icon,
    ...(shortcut !== undefined && { shortcut }),
    run: () => runLatest(),
  }));
  useShortcut(shortcut, run, { enabled, ...(owner && { owner }) });
  useEffect(
    () => (enabled && label !== undefined ? offerCommand(id, describe(label)) : undefined),
    [id, enabled, label],
  );
}

/** What stands in a menu, which is not there while the menu is closed. */
export function PageCommand(command: Command) {
  useCommand(command);
  return null;
}
