import * as z from "zod";
import type { Context } from "@/platform/context";
import { appRouter } from "@/server/router";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { type Shape, shapeOf } from "./sample-input";

const Definition = z.object({ type: z.string(), inputs: z.array(z.instanceof(z.ZodType)) });

/** Every question that may be asked, and what each takes. */
export const QUERIES: readonly (readonly [name: string, shape: Shape])[] = Object.entries(
  appRouter._def.procedures,
).flatMap(([name, procedure]): [string, Shape][] => {
  const { type, inputs } = Definition.parse(Reflect.get(procedure, "_def"));
  return type === "query" ? [[name, inputs[0] ? shapeOf(inputs[0]) : {}]] : [];
});

/** Calls a procedure by its name, as that person. */
export async function callAs(actor: Person, ctx: Context, name: string, input: unknown): Promise<unknown> {
  const caller: unknown = appRouter.createCaller({ ...ctx, actor, idempotencyKey: newId() });
  const procedure = name.split(".").reduce<unknown>((callers, word) => Reflect.get(Object(callers), word), caller);
  if (typeof procedure !== "function") throw new Error(`There is no ${name}.`);
  return procedure(input);
}
