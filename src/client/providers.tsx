"use client";

import { notifyManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { QUERY_STALE_MS } from "./query-age";
import { makeLinks, TRPCClientError, trpc } from "./trpc";

/** Besides the four attempts of the retry link: with more, a page would stay empty too long. */
const QUERY_RETRIES_MAX = 1;

const isRefusal = (error: unknown) =>
  error instanceof TRPCClientError && error.data !== null && error.data !== undefined;

/**
 * A button is busy before the next click is looked at, so that two clicks of one hand are one action. By default what
 * is under way is told a moment later, and a slow phone takes the second click first.
 */
notifyManager.setScheduler(queueMicrotask);

const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: QUERY_STALE_MS,
        retry: (attempts, error) => !isRefusal(error) && attempts < QUERY_RETRIES_MAX,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(() => trpc.createClient({ links: makeLinks() }));
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
