"use client";

import { type Ref, type RefObject, useEffect, useImperativeHandle, useRef, useSyncExternalStore } from "react";
import { typeInto } from "./type-into";

type Box = HTMLInputElement | HTMLTextAreaElement;

const neverChanges = () => () => {};

/** Whether this is the first render in the browser of what the server sent. */
const useIsWaking = () =>
  useSyncExternalStore(
    neverChanges,
    () => false,
    () => true,
  );

/**
 * Says to React what was typed into a box while the page was not awake: React leaves it in the box, and would drop it
 * with the next render. Only then: as a page gives way to another, a box may still hold what is wanted no more.
 *
 * @returns the ref of the box, which the given one follows
 */
export function useTypedEarly<Of extends Box>(ref: Ref<Of> | undefined, isControlled: boolean): RefObject<Of | null> {
  const box = useRef<Of>(null);
  const isWaking = useIsWaking();
  useEffect(() => {
    const found = box.current;
    if (!isWaking || !isControlled || !found || found.value === found.defaultValue) return;
    const typed = found.value;
    // Behind the effects of whoever holds the value, a form too, which hears of nothing before.
    queueMicrotask(() => typeAgain(found, typed));
  }, [isWaking, isControlled]);
  useImperativeHandle<Of | null, Of | null>(ref, () => box.current, []);
  return box;
}

function typeAgain(box: Box, text: string): void {
  box.value = box.defaultValue;
  typeInto(box, text);
}
