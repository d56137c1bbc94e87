"use client";

import { useState } from "react";
import { type NumberKind, printNumber, readTyped, understoodAs } from "@/shared/typed-number";
import { useRegion } from "./region";
import { useParsedText } from "./use-parsed-text";

type TypedNumberInput<Empty, Unread> = {
  value: unknown;
  onValue: (value: number | Empty | Unread) => void;
  kind: NumberKind;
  /** The value of an empty box, and of one that holds no number. */
  empty: Empty;
  unread: Unread;
};

/** A box for a number: its text stays as typed, its value is what was understood, which the box tells. */
export function useTypedNumber<Empty, Unread>({
  value,
  onValue,
  kind,
  empty,
  unread,
}: TypedNumberInput<Empty, Unread>) {
  useRegion();
  const [isLeft, setLeft] = useState(false);
  const { text, onText } = useParsedText<number | Empty | Unread>({
    value,
    onValue,
    parse: (typed) => {
      if (typed.trim() === "") return empty;
      const read = readTyped(typed, kind);
      return "value" in read ? read.value : unread;
    },
    print: (number) => printNumber(number, kind),
  });
  const read = text.trim() === "" ? null : readTyped(text, kind);
  const problem = read && "problem" in read ? read.problem : null;
  return {
    text,
    onText: (typed: string) => {
      setLeft(false);
      onText(typed);
    },
    onLeave: () => setLeft(true),
    understood: understoodAs(text, kind),
    problem,
    /** The same, once the box was left: nobody is corrected while they type. */
    shownProblem: isLeft ? problem : null,
  };
}
