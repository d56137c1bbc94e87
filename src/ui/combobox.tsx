"use client";

import { ComboboxBox, type TriggerProps } from "./combobox-box";
import type { ComboboxProps } from "./combobox-props";
import { useOnFirstUse } from "./on-demand";

const loadParts = () => import("./openable-combobox");
/** Keys that open it are clicks. */
const FIRST_USE = { press: "click", opensBy: () => false } as const;

/**
 * Chooses one of many by typing. The caller searches, usually on the server; this shows the results. The list itself is
 * fetched when somebody comes near.
 */
export function Combobox<Item>(props: ComboboxProps<Item>) {
  const { loaded, triggerRef, trigger } = useOnFirstUse(loadParts, FIRST_USE);
  if (loaded) return <loaded.OpenableCombobox {...props} triggerRef={triggerRef} />;
  const plain = (look: TriggerProps) => (
    <button {...look} {...trigger} ref={triggerRef} type="button" aria-haspopup="dialog" aria-expanded={false} />
  );
  return <ComboboxBox {...props} trigger={plain} />;
}
