"use client";

import { useEffect, useRef, useState } from "react";
import { type Outcome, type Outcomes, runEach } from "./run-each";

const NONE: Outcomes = new Map();

/** A run over many lines on a screen. Whoever leaves the screen ends it after the line under way. */
export function useBulkRun<Line extends { id: string }>(
  send: (line: Line) => Promise<string | undefined>,
  onDone: (line: Line) => void,
) {
  const [outcomes, setOutcomes] = useState(NONE);
  const [isRunning, setRunning] = useState(false);
  const isStopped = useRef(false);
  const stop = () => {
    isStopped.current = true;
  };
  useEffect(() => stop, []);

  const onOutcome = (line: Line, outcome: Outcome) => {
    setOutcomes((now) => new Map(now).set(line.id, outcome));
    if (outcome.state === "done") onDone(line);
  };
  /** All that is not done yet. */
  const run = async (lines: readonly Line[]): Promise<Outcome[]> => {
    isStopped.current = false;
    setRunning(true);
    const left = lines.filter(({ id }) => outcomes.get(id)?.state !== "done");
    const ended = await runEach(left, { send, onOutcome, isStopped: () => isStopped.current });
    setRunning(false);
    return ended;
  };
  return { outcomes, isRunning, run, stop };
}
