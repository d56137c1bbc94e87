"use client";

import { Compass } from "lucide-react";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { LinkButton } from "@/ui/link-button";
import { type ClientError, refusalOf } from "./refusal";

type QueryErrorProps = { error: ClientError; onRetry: () => void; inline?: boolean };

/** A failed query: the reason and a retry. What was not found is not retried. */
export function QueryError({ error, onRetry, inline = false }: QueryErrorProps) {
  const { kind, message, requestId } = refusalOf(error);
  if (!inline && kind === "not-found") return <NotThere>{message}</NotThere>;
  // An invalid id comes from a mistyped or cut address: nothing else on a page queries by an id.
  if (!inline && kind === "invalid") return <NotThere>Check the address.</NotThere>;
  return <ErrorState message={message} onRetry={onRetry} inline={inline} {...(requestId && { requestId })} />;
}

function NotThere({ children }: { children: string }) {
  return (
    <EmptyState
      icon={<Compass />}
      title="Not found"
      action={
        <LinkButton href="/" variant="primary">
          Go to the dashboard
        </LinkButton>
      }
    >
      {children}
    </EmptyState>
  );
}
