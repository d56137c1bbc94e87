"use client";

import type { RefObject } from "react";
import { useShortcut } from "./use-shortcut";

/** Walks the rows of a list with j and k. Enter opens a row, since the focus is on its link. */
export function useRowKeys(body: RefObject<HTMLElement | null>) {
  const move = (step: 1 | -1) => {
    const openers = [...(body.current?.querySelectorAll<HTMLElement>("[data-open]") ?? [])];
    const here = openers.findIndex((opener) => opener.closest("[data-row]")?.contains(document.activeElement));
    const next = openers[Math.min(Math.max(here + step, 0), openers.length - 1)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };

  useShortcut("j", () => move(1), { repeat: true });
  useShortcut("k", () => move(-1), { repeat: true });
}
