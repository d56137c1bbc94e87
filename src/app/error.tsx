"use client";

import { useEffect } from "react";
import { buttonStyle } from "@/ui/button-style";
import { EmptyState } from "@/ui/empty-state";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/**
 * What a page shows when it fails: no inner message, only the number under which the log knows it. Every page loads
 * this beforehand, and in a file of its own: what it is made of comes a second time, so it is made of little.
 */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const { digest } = error;
  // One with a digest is the server's, which has reported it.
  useEffect(() => {
    if (digest === undefined) globalThis.reportError(error);
  }, [error, digest]);
  return (
    <div role="alert" className="mx-auto flex min-h-[60dvh] max-w-lg flex-col justify-center">
      <EmptyState
        icon="!"
        title="This page did not load"
        action={
          <button type="button" onClick={reset} className={buttonStyle({ size: "sm" })}>
            Try again
          </button>
        }
      >
        Something went wrong on our side. Nothing you entered was changed. Try again; if it happens again, give your
        administrator the reference{digest ? ":" : "."}
        {digest && <code className="mt-2 block font-mono text-xs select-all">{digest}</code>}
      </EmptyState>
    </div>
  );
}
