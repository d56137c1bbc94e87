"use client";

import { cloneElement, type HTMLAttributes, isValidElement, type ReactNode, type Ref } from "react";

type SlotProps = Omit<HTMLAttributes<HTMLElement>, "children"> & {
  ref?: Ref<HTMLButtonElement>;
  "data-state"?: string;
  children: ReactNode;
};

/** Renders its one child with these props beside its own: handlers run after the child's, and of others its own win. */
export function Slot({ children, ...given }: SlotProps): ReactNode {
  if (!isValidElement<Record<string, unknown>>(children)) return children;
  const merged: Record<string, unknown> = { ...given };
  for (const [name, own] of Object.entries(children.props)) {
    if (own !== undefined) merged[name] = merge(name, own, merged[name]);
  }
  return cloneElement(children, merged);
}

function merge(name: string, own: unknown, given: unknown): unknown {
  if (given === undefined) return own;
  if (name === "aria-describedby") return `${String(own)} ${String(given)}`;
  if (!name.startsWith("on") || typeof own !== "function" || typeof given !== "function") return own;
  return (...args: unknown[]) => {
    own(...args);
    given(...args);
  };
}
