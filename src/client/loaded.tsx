"use client";

import type { ReactNode } from "react";
import { QueryError } from "./query-error";
import type { ClientError } from "./refusal";

/** The part of a query's result that a screen shows. */
export type QueryState<Data> = {
  data: Data | undefined;
  error: ClientError | null;
  refetch: () => unknown;
};

type LoadedProps<Data> = {
  query: QueryState<Data>;
  /** In place of the data until the first answer; announces the loading. */
  skeleton: ReactNode;
  /** The error as a line among other content, instead of a whole region. */
  inline?: boolean;
  children: (data: Data) => ReactNode;
};

/** The three states of a query on a screen. Data stays in view when a later refetch fails. */
export function Loaded<Data>({ query, skeleton, inline = false, children }: LoadedProps<Data>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <QueryError inline={inline} error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton;
}

/** The same three states as the props of a table, which has a skeleton of its own. */
export const tableState = <Row,>(query: QueryState<readonly Row[]>) => ({
  rows: query.data,
  error: query.data === undefined && query.error && (
    <QueryError error={query.error} onRetry={() => void query.refetch()} />
  ),
});
