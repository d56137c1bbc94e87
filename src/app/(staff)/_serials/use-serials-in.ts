"use client";

import { useMemo } from "react";
import { type QueryState } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { ENDLESS, useAllPages } from "@/client/use-endless-list";

/** The serial numbers of an item in a bin, all of them, so that it can be counted. Without a bin it asks nothing. */
export function useSerialsIn(variantId: string, locationId: string | null): QueryState<readonly string[]> {
  const asked = { variantId, ...(locationId !== null && { locationId }) };
  const pages = trpc.inventory.listPieces.useInfiniteQuery(asked, {
    getNextPageParam: ENDLESS.getNextPageParam,
    enabled: locationId !== null,
  });
  const { data, error, refetch } = useAllPages(pages);
  const serials = useMemo(
    () => (locationId === null ? undefined : data?.flatMap(({ lotCode }) => lotCode)),
    [data, locationId],
  );
  return { data: serials, error, refetch };
}
