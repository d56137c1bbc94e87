"use client";

import { Button } from "@/ui/button";

type RunButtonsProps = {
  isRunning: boolean;
  /** Something was sent already. */
  isBegun: boolean;
  /** How many are not done yet. */
  left: number;
  /** "Pack 3 shipments". */
  label: string;
  disabled?: boolean;
  onStart: () => void;
  onStop: () => void;
  onClose: () => void;
};

/** Begins a run over many lines, stops it after the line under way, and begins it again from there. */
export const RunButtons = ({
  isRunning,
  isBegun,
  left,
  label,
  disabled,
  onStart,
  onStop,
  onClose,
}: RunButtonsProps) => (
  <>
    <Button onClick={isRunning ? onStop : onClose}>{isRunning ? "Stop" : isBegun ? "Close" : "Cancel"}</Button>
    {(isRunning || left > 0) && (
      <Button
        variant="primary"
        shortcut="mod+enter"
        pending={isRunning}
        disabled={isRunning || disabled === true}
        onClick={onStart}
      >
        {isBegun && !isRunning ? "Try again" : label}
      </Button>
    )}
  </>
);
