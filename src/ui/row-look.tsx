"use client";

import { PanelRight } from "lucide-react";
import { Button } from "./button";

export type LookProps = { name: string; onLook: () => void };

export const RowLook = ({ name, onLook }: LookProps) => (
  <Button
    square
    size="sm"
    variant="ghost"
    aria-label={`Show ${name} beside the list`}
    className="opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
    icon={<PanelRight aria-hidden />}
    onClick={onLook}
  />
);
