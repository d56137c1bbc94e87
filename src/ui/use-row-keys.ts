"use client";

import type { KeyboardEvent, RefObject } from "react";
import { useShortcut } from "./use-shortcut";

type RowKeys = { canSelect: boolean; onPeek: ((id: string) => void) | undefined };

const rowOf = (element: Element | null): HTMLElement | null => element?.closest<HTMLElement>("[data-row]") ?? null;

/**
 * Walks the rows of a list with j and k. Enter opens a row, since the focus is on its link; x chooses it, and with
 * Shift all from the row chosen before; Space or the right arrow looks at it beside the list, by the listener that is
 * returned for the rows.
 */
export function useRowKeys(body: RefObject<HTMLElement | null>, { canSelect, onPeek }: RowKeys) {
  const move = (step: 1 | -1) => {
    const openers = [...(body.current?.querySelectorAll<HTMLElement>("[data-open]") ?? [])];
    const here = openers.findIndex((opener) => rowOf(opener)?.contains(document.activeElement));
    const next = openers[Math.min(Math.max(here + step, 0), openers.length - 1)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };
  const select = ({ shiftKey }: { shiftKey: boolean }) => {
    const box = rowOf(document.activeElement)?.querySelector("[data-select] input");
    box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
  };

  useShortcut("j", () => move(1), { repeat: true });
  useShortcut("k", () => move(-1), { repeat: true });
  useShortcut("x", select, { enabled: canSelect });
  useShortcut("shift+x", select, { enabled: canSelect });

  return (event: KeyboardEvent<HTMLElement>) => {
    const { target, key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (!onPeek || (key !== " " && key !== "ArrowRight") || shiftKey || ctrlKey || metaKey || altKey) return;
    const id = target instanceof HTMLElement && "open" in target.dataset ? rowOf(target)?.dataset["row"] : undefined;
    if (id === undefined) return;
    event.preventDefault();
    onPeek(id);
  };
}
