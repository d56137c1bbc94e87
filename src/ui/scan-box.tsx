"use client";

import { ScanBarcode } from "lucide-react";
import {
  type FormEvent,
  type KeyboardEventHandler,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import { cn } from "./class-names";
import { ClearButton } from "./clear-button";
import { AWAKE, keepEarlyScans, SCAN_INPUT, takeEarlyScans } from "./early-scans";
import { Input } from "./input";
import { isTyping } from "./is-typing";
import { cleanScan, createScanBurst, GROUP_SEPARATOR, SCAN_LENGTH_MAX } from "./scan-burst";
import { Spinner } from "./spinner";

type ScanBoxProps = {
  onScan: (text: string) => void;
  label?: string;
  placeholder?: string;
  pending?: boolean;
  /** What the last scan found, below the box. */
  result?: ReactNode;
  onDismiss?: (() => void) | undefined;
  /** Accepts scans from anywhere on the page while no text is typed. Only one box of a page may. */
  listen?: boolean;
  autoFocus?: boolean;
  size?: "md" | "lg";
  className?: string;
};

/** A code, scanned or typed. It listens to a scanner without focus too, so that no click comes first. */
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
  useEffect(() => input.current?.setAttribute(AWAKE, ""), []);
  useScanner(listen, onScan);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = cleanScan(text);
    setText("");
    if (code) onScan(code);
  };

  const onKeyDown: KeyboardEventHandler = (event) => {
    if (event.ctrlKey && event.key === "]") {
      event.preventDefault();
      setText((current) => current + GROUP_SEPARATOR);
    }
    if (event.key === "Escape") {
      setText("");
      onDismiss?.();
    }
  };

  return (
    <div className={cn("relative min-w-0", props.className)}>
      <form role="search" aria-label={label} onSubmit={submit} className="relative">
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <span aria-hidden className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-muted">
          {pending ? <Spinner /> : <ScanBarcode className={size === "lg" ? "size-5" : "size-4"} />}
        </span>
        <Input
          ref={input}
          id={id}
          {...{ [SCAN_INPUT]: "" }}
          size={size}
          value={text}
          maxLength={SCAN_LENGTH_MAX}
          placeholder={placeholder}
          enterKeyHint="go"
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className={size === "lg" ? "pl-10" : "pl-8.5"}
        />
      </form>
      <ScanResult result={result} onDismiss={onDismiss} />
    </div>
  );
}

function ScanResult({ result, onDismiss }: Pick<ScanBoxProps, "result" | "onDismiss">) {
  return (
    <div
      role="status"
      className={cn(
        result && "absolute inset-x-0 top-full z-30 mt-1 animate-appear p-3",
        result && "rounded-lg border border-border bg-raised shadow-large",
      )}
    >
      {result}
      {result && onDismiss && (
        <ClearButton label="Dismiss" onClick={onDismiss} className="top-2 right-2 hover:bg-subtle" />
      )}
    </div>
  );
}

/** A page's own box takes the scanner from the one in the top bar at once; nothing is heard before that is settled. */
const SETTLE_MS = 100;

/** Listens in the capture phase, so that a scanner's Enter and spaces do not press the focused element. */
function useScanner(listen: boolean, onScan: (text: string) => void) {
  const scanned = useEffectEvent(onScan);
  useEffect(() => {
    if (!listen) return;
    const press = createScanBurst();
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      const step = press(event, event.timeStamp);
      if (step.state === "idle") return;
      if (step.state === "scanned" || event.key === " ") event.preventDefault();
      if (step.state === "scanned") scanned(step.text);
    };
    const settled = setTimeout(() => {
      for (const text of takeEarlyScans(press)) scanned(text);
      window.addEventListener("keydown", onKeyDown, { capture: true });
    }, SETTLE_MS);
    return () => {
      clearTimeout(settled);
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      keepEarlyScans();
    };
  }, [listen]);
}
