"use client";

import { Button } from "@/ui/button";

type Endless = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** Below a list of what happened, latest first, as long as there is more. */
export function ShowOlder({ of: query }: { of: Endless }) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      size="sm"
      variant="ghost"
      className="mt-2"
      pending={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      Show older
    </Button>
  );
}
