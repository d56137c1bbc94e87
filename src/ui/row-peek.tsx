"use client";

import { type ComponentType, useState } from "react";
import { deferred } from "./on-demand";
import type { LookProps } from "./row-look";

/** A look at a row beside the list: by Space or the right arrow on the row, or by its button. */
export type RowPeek = {
  /** The row that is looked at, or was before the panel closed; empty before the first. */
  id: string;
  isOpen: boolean;
  show: (id: string) => void;
  close: () => void;
  Look: ComponentType<LookProps>;
};

export function useRowPeek(): RowPeek {
  const [id, setId] = useState("");
  const [isOpen, setOpen] = useState(false);
  // It stays the same function while rows come and change.
  const [show] = useState(() => (next: string) => {
    setId(next);
    setOpen(true);
  });
  return { id, isOpen, show, close: () => setOpen(false), Look };
}

const Nothing = () => null;

/** Behind the page: it is shown to a pointer alone. */
const Look = deferred<LookProps>(() => import("./row-look").then((file) => file.RowLook), Nothing, Nothing);
