import type * as z from "zod";
import type { MessageDefinition, MessageName } from "./message";

/** Background work by name. */
export type JobDefinition<Payload = Record<string, unknown>> = MessageDefinition<"job", Payload>;

export const defineJob = <Payload extends Record<string, unknown>>(
  name: MessageName,
  payload: z.ZodType<Payload>,
): JobDefinition<Payload> => ({ kind: "job", name, payload });
