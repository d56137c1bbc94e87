"use client";

import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useState } from "react";
import { cn } from "./class-names";

type FileDropProps = {
  label: string;
  hint?: ReactNode;
  /** As for an input, such as ".csv,text/csv". */
  accept?: string;
  multiple?: boolean;
  bytesMax?: number;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
};

const BYTES_PER_MEGABYTE = 1_000_000;

/** Files dropped or chosen. The box is a real file input, so keys and screen readers need nothing else. */
export function FileDrop(props: FileDropProps) {
  const { multiple = false, disabled = false, onFiles } = props;
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  const choose = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1);
    if (files.length === 0) return;
    const found = files.map((file) => problemOf(file, props)).find((each) => each !== null) ?? null;
    setProblem(found);
    if (found === null) onFiles(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) choose(event.dataTransfer.files);
  };

  return (
    <div className="flex flex-col gap-1">
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          "flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-dashed border-input bg-surface",
          "px-6 py-8 text-center transition-colors hover:bg-subtle",
          "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring",
          over && "border-accent bg-accent-subtle",
          disabled && "cursor-not-allowed opacity-50",
        )}
      >
        <Invitation {...props} />
        <input
          type="file"
          className="sr-only"
          aria-describedby={problem ? id : undefined}
          accept={props.accept}
          multiple={multiple}
          disabled={disabled}
          onChange={(event) => {
            choose(event.target.files);
            event.target.value = "";
          }}
        />
      </label>
      {problem && (
        <p id={id} role="alert" className="text-xs text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}

function Invitation({ label, hint, multiple }: FileDropProps) {
  return (
    <>
      <Upload aria-hidden className="mb-1 size-5 text-muted" />
      <span className="text-sm font-medium">{label}</span>
      <span className="text-xs text-muted">
        Drop {multiple ? "files" : "a file"} here, or{" "}
        <span className="font-medium text-accent-text underline underline-offset-2">
          choose {multiple ? "files" : "one"}
        </span>
      </span>
      {hint && <span className="text-xs text-muted">{hint}</span>}
    </>
  );
}

/** Why a file is refused; null where it is not. */
function problemOf(file: File, { accept, bytesMax }: Pick<FileDropProps, "accept" | "bytesMax">): string | null {
  if (bytesMax !== undefined && file.size > bytesMax) {
    return `${file.name} is larger than ${Math.floor(bytesMax / BYTES_PER_MEGABYTE)} MB. Split it and try again.`;
  }
  return isAccepted(file, accept) ? null : `${file.name} isn't a supported kind of file (${accept}).`;
}

/** The browser applies `accept` to what is chosen, not to what is dropped. */
function isAccepted(file: File, accept: string | undefined): boolean {
  if (!accept) return true;
  return accept.split(",").some((part) => {
    const rule = part.trim().toLowerCase();
    if (rule.startsWith(".")) return file.name.toLowerCase().endsWith(rule);
    return rule.endsWith("/*") ? file.type.startsWith(rule.slice(0, -1)) : file.type === rule;
  });
}
