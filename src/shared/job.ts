import type { z } from "zod";

/** Background work by name. Its payload is small: ids, never contents. */
export type JobDefinition<Payload extends Record<string, unknown> = Record<string, unknown>> = {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
};

export function defineJob<Payload extends Record<string, unknown>>(
  name: `${string}.${string}`,
  payload: z.ZodType<Payload>,
): JobDefinition<Payload> {
  return { name, payload };
}
