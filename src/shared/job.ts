import type * as z from "zod";
import type { MessageDefinition, MessageName } from "./message";

/** How often a job is tried, and the pause before the second time; each further pause is twice as long. */
export type Retry = { readonly attemptsMax: number; readonly firstPauseMs: number };

/** Background work by name. */
export type JobDefinition<Payload = Record<string, unknown>> = MessageDefinition<"job", Payload> & {
  readonly retry?: Retry;
};

export const defineJob = <Payload extends Record<string, unknown>>(
  name: MessageName,
  payload: z.ZodType<Payload>,
  retry?: Retry,
): JobDefinition<Payload> => ({ kind: "job", name, payload, ...(retry && { retry }) });
