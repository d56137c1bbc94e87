"use client";

import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { SEARCH_CHARACTERS_MAX } from "@/shared/search-length";
import { cn } from "./class-names";
import { ClearButton } from "./clear-button";
import { Input } from "./input";
import { Kbd } from "./kbd";
import { useShortcut } from "./use-shortcut";

const TYPING_PAUSE_MS = 200;
/** In this tab. */
const followsLink = ({ target, button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  target instanceof Element &&
  target.closest("a[href]:not([target=_blank])") !== null &&
  button === 0 &&
  !(metaKey || ctrlKey || shiftKey || altKey);

type SearchInputProps = {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  label?: string;
  shortcut?: string;
  className?: string;
};

/** What stands in the box; whoever waits for the value hears of it after a pause. */
function useSearchText(value: string, onChange: (value: string) => void) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  const notify = useEffectEvent(() => onChange(text.trim()));
  const settled = text.trim() === value;
  useEffect(() => {
    if (settled) return;
    const timer = setTimeout(() => notify(), TYPING_PAUSE_MS);
    // Who follows a link meanwhile has gone elsewhere, and a search that begins now would bring them back.
    const leave = (event: MouseEvent) => followsLink(event) && setText(value);
    document.addEventListener("click", leave, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", leave, { capture: true });
    };
  }, [text, settled, value]);
  return { input, text, setText };
}

/** Shows each key at once and calls back after a pause. A value set from outside (back button, clear) wins. */
export function SearchInput({
  value,
  onChange,
  placeholder = "Search",
  label = placeholder,
  shortcut,
  className,
}: SearchInputProps) {
  const { input, text, setText } = useSearchText(value, onChange);
  useShortcut(shortcut, () => input.current?.focus());

  return (
    <div className={cn("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-muted" />
      <Input
        ref={input}
        type="text"
        role="searchbox"
        inputMode="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={SEARCH_CHARACTERS_MAX}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onChange(text.trim());
          if (event.key !== "Escape") return;
          if (text) setText("");
          else input.current?.blur();
        }}
        className="px-8.5"
      />
      {text ? (
        <ClearButton
          label="Clear search"
          onClick={() => {
            setText("");
            input.current?.focus();
          }}
          className="inset-y-0 right-1.5 my-auto"
        />
      ) : (
        shortcut && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-2 hidden items-center text-faint md:flex"
          >
            <Kbd keys={shortcut} />
          </span>
        )
      )}
    </div>
  );
}
