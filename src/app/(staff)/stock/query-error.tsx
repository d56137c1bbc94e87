"use client";

import { type ClientError, refusalOf } from "@/client/refusal";
import { ErrorState } from "@/ui/error-state";

type QueryErrorProps = { error: ClientError; onRetry: () => void; inline?: boolean };

/** A question that was not answered: why, and the way to ask again. */
export function QueryError({ error, onRetry, inline = false }: QueryErrorProps) {
  const { message, requestId } = refusalOf(error);
  return <ErrorState message={message} onRetry={onRetry} inline={inline} {...(requestId && { requestId })} />;
}
