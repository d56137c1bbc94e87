"use client";

import { useEffect, useRef } from "react";
import { typeInto } from "@/ui/type-into";
import { useTypedDigit } from "@/ui/use-typed-digit";
import type { DraftLine } from "./order-draft";

/** Of the box for the quantity of a line. */
export const quantityBoxId = (lineKey: string): string => `quantity-${lineKey}`;

function findBox(lines: readonly DraftLine[], variantId: string | null): HTMLInputElement | null {
  const line = lines.find(({ goods }) => goods.variantId === variantId);
  const box = line && document.getElementById(quantityBoxId(line.key));
  return box instanceof HTMLInputElement ? box : null;
}

/** Focus selects all of a box, and the next digit belongs behind this one. */
const continueIn = (box: HTMLInputElement) => box.setSelectionRange(box.value.length, box.value.length);

/** What was scanned last, and the digits typed while it is looked up: none are awaited while `early` is null. */
type Scan = { latest: string | null; early: string | null; isContinued: boolean };

/**
 * A number typed after a scan is the quantity of what was scanned, with no click before it. What is typed while a code
 * is looked up counts for what is found, never for the line before.
 */
export function useTypedQuantity(lines: readonly DraftLine[]) {
  const scan = useRef<Scan>({ latest: null, early: null, isContinued: false });
  useTypedDigit((digit) => {
    const { latest, early } = scan.current;
    if (early !== null) {
      scan.current.early = early + digit;
      return;
    }
    const box = findBox(lines, latest);
    if (!box) return;
    box.focus();
    typeInto(box, digit);
    continueIn(box);
  });
  // Whose first digits came before the line goes on typing in its box.
  useEffect(() => {
    const { latest, isContinued } = scan.current;
    const box = isContinued ? findBox(lines, latest) : null;
    if (!box) return;
    scan.current.isContinued = false;
    box.focus();
    continueIn(box);
  }, [lines]);
  return {
    begin: () => {
      scan.current = { latest: null, early: "", isContinued: false };
    },
    end: () => {
      scan.current.early = null;
    },
    /** @returns what was typed for it by now */
    add: (variantId: string): number | null => {
      const { early } = scan.current;
      scan.current = { latest: variantId, early: null, isContinued: Boolean(early) };
      return early ? Number(early) : null;
    },
  };
}
