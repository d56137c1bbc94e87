"use client";

import { useEffect, useState } from "react";
import { typeInto } from "@/ui/type-into";
import { useTypedDigit } from "@/ui/use-typed-digit";
import type { DraftLine } from "./order-draft";
import { createScanQuantity } from "./scan-quantity";

/** Of the box for the quantity of a line. */
export const quantityBoxId = (lineKey: string): string => `quantity-${lineKey}`;

function findBox(lines: readonly DraftLine[], variantId: string | null): HTMLInputElement | null {
  const line = lines.find(({ goods }) => goods.variantId === variantId);
  const box = line && document.getElementById(quantityBoxId(line.key));
  return box instanceof HTMLInputElement ? box : null;
}

/** Focus selects all of a box, and the next digit belongs behind this one. */
const continueIn = (box: HTMLInputElement) => box.setSelectionRange(box.value.length, box.value.length);

/**
 * A number typed after a scan is the quantity of what was scanned, with no click before it. What is typed while a code
 * is looked up counts for what is found, never for the line before.
 */
export function useTypedQuantity(lines: readonly DraftLine[]) {
  const [typed] = useState(createScanQuantity);
  useTypedDigit((digit) => {
    const box = findBox(lines, typed.digit(digit));
    if (!box) return;
    box.focus();
    typeInto(box, digit);
    continueIn(box);
  });
  // Whose first digits came before the line goes on typing in its box.
  useEffect(() => {
    const box = findBox(
      lines,
      typed.takeContinued((variantId) => findBox(lines, variantId) !== null),
    );
    if (!box) return;
    box.focus();
    continueIn(box);
  }, [lines, typed]);
  return typed;
}
