import type * as z from "zod";

/** What leaves through the outbox by its name: a fact, or a request for work. Its payload has ids, never contents. */
export type MessageDefinition<Kind extends "event" | "job", Payload> = {
  readonly kind: Kind;
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
};

export type MessageName = `${string}.${string}`;
