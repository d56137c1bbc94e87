"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { Notice } from "./notice";

type ErrorStateProps = {
  message: ReactNode;
  onRetry?: (() => void) | undefined;
  requestId?: string | undefined;
  /** A line in place of a whole region. */
  inline?: boolean;
};

/** What happened and what to do next, with the request id for the log. */
export function ErrorState({ message, onRetry, requestId, inline = false }: ErrorStateProps) {
  const retry = onRetry && (
    <Button size="sm" icon={<RotateCw aria-hidden />} onClick={onRetry}>
      Try again
    </Button>
  );
  const reference = requestId && (
    <span className="flex items-center gap-1 text-xs text-muted">
      Reference <code className="font-mono">{requestId}</code>
      <CopyButton text={requestId} label="Copy reference" />
    </span>
  );
  if (inline) {
    return (
      <Notice tone="danger" action={retry}>
        {message}
        {reference}
      </Notice>
    );
  }
  return (
    <div role="alert" className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      <div
        aria-hidden
        className="mb-2 flex size-10 items-center justify-center rounded-full bg-danger-subtle text-danger-text"
      >
        <CircleAlert className="size-5" />
      </div>
      <p className="text-base font-semibold">This did not load</p>
      <div className="max-w-md text-sm text-balance text-muted">{message}</div>
      {retry && <div className="mt-3">{retry}</div>}
      {reference && <div className="mt-2">{reference}</div>}
    </div>
  );
}
