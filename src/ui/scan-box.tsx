"use client";

import { ScanBarcode } from "lucide-react";
import { type FormEvent, type KeyboardEventHandler, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { BESIDE_CAMERA, CameraButton, CameraView } from "./camera-scan";
import { cn } from "./class-names";
import { ClearButton } from "./clear-button";
import { AWAKE, SCAN_INPUT } from "./early-scans";
import { Input } from "./input";
import { cleanScan, GROUP_SEPARATOR, SCAN_LENGTH_MAX } from "./scan-burst";
import { Spinner } from "./spinner";
import { type CameraScan, useCameraScan } from "./use-camera-scan";
import { useScanner } from "./use-scanner";

type ScanBoxProps = {
  onScan: (text: string) => void;
  label?: string;
  placeholder?: string;
  pending?: boolean;
  /** What the last scan found, below the box. */
  result?: ReactNode;
  onDismiss?: (() => void) | undefined;
  /** Accepts scans from anywhere on the page while no text is typed, and by the camera. Only one box of a page may. */
  listen?: boolean;
  autoFocus?: boolean;
  size?: "md" | "lg";
  /** The camera's picture stands below the box, or above the page where the box is in a bar. */
  viewfinder?: "below" | "above-page";
  className?: string;
};

/**
 * A code, scanned, typed, or seen by the camera of this device. It listens to a scanner without focus too, so that no
 * click comes first.
 */
export function ScanBox(props: ScanBoxProps) {
  const { onScan, listen = true, viewfinder = "below", result, onDismiss } = props;
  const camera = useCameraScan(listen);
  useScanner(listen, onScan);
  return (
    <div className={cn("relative min-w-0", props.className)}>
      <ScanForm {...props} camera={camera} />
      <div className={cn(camera.opener && VIEWFINDERS[viewfinder])}>
        <CameraView camera={camera} onScan={onScan} />
        <ScanResult isBelow={camera.opener !== null} result={result} onDismiss={onDismiss} />
      </div>
    </div>
  );
}

const VIEWFINDERS = {
  below: "mt-2 flex flex-col gap-2",
  // As wide as the phone: the box in the bar has a part of it.
  "above-page":
    "fixed inset-x-2 top-14 z-30 flex flex-col gap-2 rounded-lg border border-border bg-raised p-3 shadow-large " +
    "sm:absolute sm:inset-x-0 sm:top-full sm:mt-1 sm:w-96",
} as const;

function ScanForm(props: ScanBoxProps & { camera: CameraScan }) {
  const {
    onScan,
    label = "Scan or type a code",
    placeholder = "Scan a code",
    pending = false,
    size = "md",
    camera,
    autoFocus,
    onDismiss,
  } = props;
  const [text, setText] = useState("");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  useEffect(() => input.current?.setAttribute(AWAKE, ""), []);

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
    <form role="search" aria-label={label} onSubmit={submit} className="group/scan relative">
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
        className={cn(size === "lg" ? "pl-10" : "pl-8.5", BESIDE_CAMERA[size])}
      />
      <CameraButton camera={camera} size={size} />
    </form>
  );
}

type ScanResultProps = Pick<ScanBoxProps, "result" | "onDismiss"> & { isBelow: boolean };

/** Over the page, or in its place below the camera's picture. */
function ScanResult({ result, onDismiss, isBelow }: ScanResultProps) {
  return (
    <div
      role="status"
      className={cn(
        // Without a gap of its own while it is empty.
        isBelow && !result && "-mt-2",
        result && cn("animate-appear rounded-lg border border-border p-3", onDismiss && "pr-10"),
        result && (isBelow ? "relative" : "absolute inset-x-0 top-full z-30 mt-1 bg-raised shadow-large"),
      )}
    >
      {result}
      {result && onDismiss && (
        <ClearButton label="Dismiss" onClick={onDismiss} className="top-2 right-2 hover:bg-subtle" />
      )}
    </div>
  );
}
