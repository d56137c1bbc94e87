"use client";

import { useSyncExternalStore } from "react";
import { cn } from "./class-names";

const never = () => () => {};
const isApple = () => /mac|iphone|ipad/i.test(navigator.userAgent);

const KEY_SIGNS: Record<string, string> = {
  shift: "⇧",
  alt: "Alt",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowright: "→",
  space: "Space",
};

/** Shows a shortcut as keys. The server renders Ctrl; an Apple device replaces it by ⌘ after hydration. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  const sign = (key: string) => (key === "mod" ? (apple ? "⌘" : "Ctrl") : (KEY_SIGNS[key] ?? key.toUpperCase()));
  return (
    <kbd className={cn("inline-flex items-center gap-0.5 font-sans text-xs leading-none", className)}>
      {keys
        .toLowerCase()
        .split(/[ +]/)
        .map((key, index) => (
          <span
            key={`${key}${index}`}
            className={cn(
              "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-current/25 px-1",
              "text-[0.6875rem]",
            )}
          >
            {sign(key)}
          </span>
        ))}
    </kbd>
  );
}
