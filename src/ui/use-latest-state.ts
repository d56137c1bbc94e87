"use client";

import { useRef, useState } from "react";

/** State that is at hand at once, for a scan that follows another before the page has drawn. */
export function useLatestState<Value>(initial: () => Value) {
  const [value, setValue] = useState(initial);
  const newest = useRef(value);
  const change = (next: (value: Value) => Value) => {
    newest.current = next(newest.current);
    setValue(newest.current);
  };
  return { value, change, latest: () => newest.current };
}
