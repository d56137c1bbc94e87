"use client";

import { PanelRight } from "lucide-react";
import { type ComponentType, useState } from "react";
import { Button } from "./button";

/** A look at a row beside the list: by Space or the right arrow on the row, or by its button. */
export type RowPeek = {
  /** The row that is looked at, or was before the panel closed; empty before the first. */
  id: string;
  isOpen: boolean;
  show: (id: string) => void;
  close: () => void;
  Look: ComponentType<{ name: string; onLook: () => void }>;
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

const Look: RowPeek["Look"] = ({ name, onLook }) => (
  <Button
    square
    size="sm"
    variant="ghost"
    aria-label={`Show ${name} beside the list`}
    className="opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100"
    icon={<PanelRight aria-hidden />}
    onClick={onLook}
  />
);
