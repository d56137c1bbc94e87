/** What was observed so far, as fields of a log line: the work by its kind and name, and its whole milliseconds. */
export type Observation = { readonly [field: string]: string | number; readonly ms: number };

/**
 * The one stopwatch around a piece of work, and the place for a metric or a trace. `work` logs its own line, because
 * only it knows how it ended; `observed` gives the fields that all such lines share.
 */
export function observe<Result>(
  kind: "procedure" | "job" | "hash",
  name: string,
  work: (observed: () => Observation) => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  return work(() => ({ [kind]: name, ms: Math.round(performance.now() - startedAt) }));
}
