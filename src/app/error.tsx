"use client";

import { ErrorState } from "@/ui/error-state";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** What a page shows when it fails: no inner message, only the number under which the log knows it. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-lg flex-col justify-center">
      <ErrorState
        title="This page did not load"
        message={
          "Something went wrong on our side. Nothing you entered was changed. " +
          "Try again; if it happens again, give your administrator the reference."
        }
        requestId={error.digest}
        onRetry={reset}
      />
    </div>
  );
}
