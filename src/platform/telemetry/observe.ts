import { measure } from "./measure";
import { type Facts, inSpan } from "./span";

/** What was observed so far, as fields of a log line: the work by its kind and name, and its whole milliseconds. */
export type Observation = { readonly [field: string]: string | number; readonly ms: number };
export type Outcome = "ok" | "refused" | "failed" | "handed-back";
/** `parent`: what caused the work in another process. */
type Cause = { readonly parent?: string | null | undefined; readonly facts?: Facts };

/**
 * The one stopwatch around a piece of work, under its log line, its metric and its trace. `work` logs its own line,
 * because only it knows how it ended: it says so once to `observed`, which gives the fields that all such lines share.
 */
export function observe<Result>(
  kind: "procedure" | "job" | "hash",
  name: string,
  work: (observed: (outcome: Outcome) => Observation) => Promise<Result>,
  { parent, facts = {} }: Cause = {},
): Promise<Result> {
  const startedAt = performance.now();
  const about = { name: `${kind} ${name}`, parent, kind: kind === "job" ? "consumer" : "internal", facts } as const;
  return inSpan(about, (span) =>
    work((outcome) => {
      const ms = performance.now() - startedAt;
      // The three measures have one label of their own kind each, beside the outcome.
      if (kind === "procedure") measure(kind, ms / 1_000, { procedure: name, outcome });
      else if (kind === "job") measure(kind, ms / 1_000, { job: name, outcome });
      else measure(kind, ms / 1_000, { hash: name, outcome });
      span.set({ outcome });
      if (outcome === "failed") span.fail(outcome);
      const [module = ""] = name.split(".");
      return { [kind]: name, ...(kind !== "hash" && { module }), ms: Math.round(ms) };
    }),
  );
}
