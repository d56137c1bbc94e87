import type * as z from "zod";
import { adjustStock as adjust } from "@/modules/inventory/adjustments/adjust-stock";
import { AdjustStock, CreateLocation, MoveStock, ReceiveStock, ReverseTransaction } from "@/modules/inventory/contract";
import { createLocation as create } from "@/modules/inventory/locations/create-location";
import { moveStock as move } from "@/modules/inventory/move-stock";
import { receiveStock as receive } from "@/modules/inventory/receive-stock";
import { reverseTransaction as reverse } from "@/modules/inventory/reverse-transaction";
import type { Context } from "@/platform/context";

/** An operation as its procedure calls it: the input is parsed, so a test names only what it is about. */
const parsed =
  <Shape extends z.ZodType, Result>(shape: Shape, operation: (ctx: Context, input: z.output<Shape>) => Result) =>
  (ctx: Context, input: z.input<Shape>): Result =>
    operation(ctx, shape.parse(input));

export const createLocation = parsed(CreateLocation, create);
export const receiveStock = parsed(ReceiveStock, receive);
export const adjustStock = parsed(AdjustStock, adjust);
export const moveStock = parsed(MoveStock, move);
export const reverseTransaction = parsed(ReverseTransaction, reverse);
