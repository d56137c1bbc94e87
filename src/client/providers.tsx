"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { makeLinks, TRPCClientError, trpc } from "./trpc";

/** Beyond those of the link below, which asks four times: with more a person looks at an empty page too long. */
const QUERY_RETRIES_MAX = 1;
/** Facts make queries stale as they happen; time alone does not. */
const QUERY_STALE_MS = 60_000;

const isRefusal = (error: unknown) =>
  error instanceof TRPCClientError && error.data !== null && error.data !== undefined;

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
    <NuqsAdapter>
      <trpc.Provider client={client} queryClient={queryClient}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </trpc.Provider>
    </NuqsAdapter>
  );
}
