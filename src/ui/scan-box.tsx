"use client";

import { ScanBarcode, X } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { cn } from "./class-names";
import { Input } from "./input";
import { isTyping } from "./is-typing";
import { cleanScan, createScanBurst, GROUP_SEPARATOR, SCAN_LENGTH_MAX } from "./scan-burst";
import { Spinner } from "./spinner";

type ScanBoxProps = {
  onScan: (text: string) => void;
  label?: string;
  placeholder?: string;
  pending?: boolean;
  /** What the last scan found; stands below the box. */
  result?: ReactNode;
  onDismiss?: () => void;
  /** Takes bursts from anywhere on the page while nobody types. Only one box of a page may. */
  listen?: boolean;
  autoFocus?: boolean;
  size?: "md" | "lg";
  className?: string;
};

/** Takes a scanner or a typed code. Without focus it still hears a scanner, so that nobody has to click first. */
export function ScanBox(props: ScanBoxProps) {
  const {
    onScan,
    label = "Scan or type a code",
    placeholder = "Scan a code",
    pending = false,
    result,
    onDismiss,
    listen = true,
    size = "md",
  } = props;
  const [text, setText] = useState("");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (props.autoFocus) input.current?.focus();
  }, [props.autoFocus]);
  useScanner(listen, onScan);

  const submit = () => {
    const code = cleanScan(text);
    setText("");
    if (code) onScan(code);
  };

  return (
    <div className={cn("relative min-w-0", props.className)}>
      <form
        role="search"
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="relative"
      >
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <span aria-hidden className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-muted">
          {pending ? <Spinner /> : <ScanBarcode className={size === "lg" ? "size-5" : "size-4"} />}
        </span>
        <Input
          ref={input}
          id={id}
          size={size}
          value={text}
          maxLength={SCAN_LENGTH_MAX}
          placeholder={placeholder}
          enterKeyHint="go"
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.ctrlKey && event.key === "]") {
              event.preventDefault();
              setText((current) => current + GROUP_SEPARATOR);
            }
            if (event.key === "Escape") {
              setText("");
              onDismiss?.();
            }
          }}
          className={size === "lg" ? "pl-10" : "pl-8.5"}
        />
      </form>
      <div
        role="status"
        className={cn(
          result &&
            "absolute inset-x-0 top-full z-30 mt-1 animate-appear rounded-lg border border-border bg-raised p-3 " +
              "shadow-large",
        )}
      >
        {result}
        {result && onDismiss && (
          <button
            type="button"
            aria-label="Dismiss"
            onClick={onDismiss}
            className={cn(
              "absolute top-2 right-2 inline-flex size-6 items-center justify-center rounded-sm text-muted",
              "hover:bg-subtle hover:text-foreground",
            )}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </div>
    </div>
  );
}

/** Hears first (capture), so that a scanner's Enter and spaces do not press what has the focus. */
function useScanner(listen: boolean, onScan: (text: string) => void) {
  const scanned = useEffectEvent(onScan);
  useEffect(() => {
    if (!listen) return;
    const press = createScanBurst();
    const hear = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      const step = press(event, event.timeStamp);
      if (step.state === "idle") return;
      if (step.state === "scanned" || event.key === " ") event.preventDefault();
      if (step.state === "scanned") scanned(step.text);
    };
    window.addEventListener("keydown", hear, { capture: true });
    return () => window.removeEventListener("keydown", hear, { capture: true });
  }, [listen]);
}
