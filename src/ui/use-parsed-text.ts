"use client";

import { useState } from "react";

type ParsedText<Value> = {
  value: unknown;
  onValue: (value: Value) => void;
  parse: (text: string) => Value;
  print: (value: number) => string;
};

/** The text of a box for a number. It stays as typed until a value set from elsewhere (reset, scan) replaces it. */
export function useParsedText<Value>({ value, onValue, parse, print }: ParsedText<Value>) {
  const printed = () => (typeof value === "number" && !Number.isNaN(value) ? print(value) : "");
  const [typed, setTyped] = useState<{ text: string; value: unknown }>(() => ({ text: printed(), value }));
  if (!Object.is(typed.value, value)) setTyped({ text: printed(), value });

  const onText = (text: string) => {
    const next = parse(text);
    setTyped({ text, value: next });
    onValue(next);
  };
  return { text: typed.text, onText };
}
