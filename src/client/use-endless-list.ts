"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { type QueryState, tableState } from "./loaded";

type Page<Row> = { rows: readonly Row[] };

type EndlessQuery<Row> = QueryState<{ pages: readonly Page<Row>[] }> & {
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

/** Options of every infinite query: pages follow by key, and the old rows stay while a new order or filter loads. */
export const ENDLESS = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
  placeholderData: keepPreviousData,
};

/** An infinite query as the props of a table that loads on when scrolled to its end. */
export function useEndlessList<Row>(query: EndlessQuery<Row>) {
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows), [query.data]);
  return {
    ...tableState({ data: rows, error: query.error, refetch: query.refetch }),
    updating: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    onMore: () => void query.fetchNextPage(),
  };
}

/** An infinite query of which every page is wanted: it reads on by itself, and has data once the last is there. */
export function useAllPages<Row>(query: EndlessQuery<Row>): QueryState<readonly Row[]> {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const isReading = hasNextPage && !isFetchingNextPage && error === null;
  useEffect(() => {
    if (isReading) void fetchNextPage();
  }, [isReading, fetchNextPage]);
  const rows = useMemo(() => (hasNextPage ? undefined : data?.pages.flatMap((page) => page.rows)), [data, hasNextPage]);
  return { data: rows, error, refetch };
}
