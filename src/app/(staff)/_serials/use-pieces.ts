"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { type Inputs, type Outputs, trpc } from "@/client/trpc";
import { ENDLESS } from "@/client/use-endless-list";

type PiecesOf = Pick<Inputs["inventory"]["listPieces"], "variantId" | "warehouseId" | "locationId">;
export type Piece = Outputs["inventory"]["listPieces"]["rows"][number];

/** The pieces of an item on hand in a place: as many pages as were read of all, or of those that are searched for. */
export function usePieces(of: PiecesOf) {
  const [search, setSearch] = useState("");
  const asked = useDeferredValue(search.trim());
  const pages = trpc.inventory.listPieces.useInfiniteQuery({ ...of, ...(asked !== "" && { search: asked }) }, ENDLESS);
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows), [pages.data]);
  return {
    asked,
    search: { value: search, onChange: setSearch },
    /** For a table, which asks for its own of them. */
    pages,
    query: { data: rows, error: pages.error, refetch: pages.refetch },
    more: {
      hasMore: pages.hasNextPage,
      loading: pages.isFetchingNextPage,
      onMore: () => void pages.fetchNextPage(),
    },
  };
}
