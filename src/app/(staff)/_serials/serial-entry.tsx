"use client";

import { CircleCheck, Plus, ScanBarcode } from "lucide-react";
import { type ClipboardEvent, type ComponentProps, type KeyboardEvent, type ReactNode, useState } from "react";
import type { ScanFeedback } from "@/app/(staff)/_scan/scan-status";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { Button } from "@/ui/button";
import { BESIDE_CAMERA, CameraButton, CameraView } from "@/ui/camera-scan";
import { cn } from "@/ui/class-names";
import { Input } from "@/ui/input";
import { cleanScan, GROUP_SEPARATOR } from "@/ui/scan-burst";
import { useCameraScan } from "@/ui/use-camera-scan";
import { countOf, type EntryOutcome, isListOfSerials, SERIALS_TEXT_MAX, splitSerials } from "./serials";

/** How many are entered already; complete is told by more than colour. */
export function SerialCount({ entered, wanted }: { entered: number; wanted: number | null }) {
  const isWhole = wanted !== null && entered === wanted;
  return (
    <span className={cn("inline-flex items-baseline gap-1 font-normal", isWhole ? "text-success-text" : "text-muted")}>
      {isWhole && (
        <>
          <CircleCheck aria-hidden className="size-4 self-center" />
          <span className="sr-only">complete,</span>
        </>
      )}
      <span className="tabular">{countOf(entered, wanted)}</span>
    </span>
  );
}

/** The list below the box; a long one scrolls in its place. */
export const SerialRows = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul
    aria-label={label}
    className="flex max-h-64 flex-col divide-y divide-border overflow-y-auto rounded-md border border-border"
  >
    {children}
  </ul>
);

type SerialEntryProps = {
  /** Of the field around it. */
  control: Pick<ComponentProps<typeof Input>, "id" | "invalid" | "aria-describedby" | "aria-required">;
  /** Takes what was scanned, typed or pasted, and says what became of it. */
  onEnter: (entered: readonly string[]) => Promise<EntryOutcome>;
};

/**
 * The box for serial numbers. A scanner's Enter adds one, and so do a person's and the camera; a list that is pasted is
 * added at once. Enter never sends the form around the box: a scanner presses it after each code.
 */
export function SerialEntry({ control, onEnter }: SerialEntryProps) {
  const camera = useCameraScan();
  const [text, setText] = useState("");
  const { feedback, show } = useScanFeedback();
  const enter = async (entered: readonly string[]) => {
    if (entered.length === 0) return;
    setText("");
    const { tone, text: title } = await onEnter(entered);
    show({ tone, title });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey && event.key === "]") {
      event.preventDefault();
      setText((now) => now + GROUP_SEPARATOR);
    }
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void enter(entriesOf(text));
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text");
    if (!isListOfSerials(pasted)) return;
    event.preventDefault();
    void enter(splitSerials(pasted));
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex gap-2">
        <div className="group/scan relative min-w-0 flex-1">
          <ScanBarcode
            aria-hidden
            className="pointer-events-none absolute inset-y-0 left-3 my-auto size-5 text-muted"
          />
          <Input
            {...control}
            size="lg"
            value={text}
            maxLength={SERIALS_TEXT_MAX}
            placeholder="Scan, type or paste"
            enterKeyHint="enter"
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            className={cn("pl-10", BESIDE_CAMERA.lg)}
          />
          <CameraButton camera={camera} size="lg" />
        </div>
        <Button
          size="lg"
          icon={<Plus aria-hidden />}
          disabled={text.trim() === ""}
          onClick={() => void enter(entriesOf(text))}
        >
          Add
        </Button>
      </div>
      <CameraView camera={camera} onScan={(code) => void enter([code])} />
      <Outcome of={feedback} />
    </div>
  );
}

/** Stands there from the beginning, so that screen readers hear the first outcome, too. */
const Outcome = ({ of: outcome }: { of: ScanFeedback | null }) => (
  <p role="status" className="text-sm">
    {outcome && (
      <span
        key={outcome.turn}
        className={cn("wrap-anywhere", outcome.tone === "success" ? "text-success-text" : "text-warning-text")}
      >
        {outcome.title}
      </span>
    )}
  </p>
);

/** A label may hold a separator that looks like a list's: what a scanner typed with a group separator is one code. */
const entriesOf = (text: string): string[] =>
  text.includes(GROUP_SEPARATOR) ? [cleanScan(text)].filter(Boolean) : splitSerials(text);
