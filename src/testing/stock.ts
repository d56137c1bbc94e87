import type * as z from "zod";
import { adjustStock as adjust } from "@/modules/inventory/adjustments/adjust-stock";
import { listBinContents } from "@/modules/inventory/bin-contents";
import { AdjustStock, CreateLocation, MoveStock, ReceiveStock, ReverseTransaction } from "@/modules/inventory/contract";
import { createLocation as create } from "@/modules/inventory/locations/create-location";
import { moveStock as move } from "@/modules/inventory/move-stock";
import { receiveStock as receive } from "@/modules/inventory/receive-stock";
import { reverseTransaction as reverse } from "@/modules/inventory/reverse-transaction";
import { listPieces } from "@/modules/inventory/serials/list-pieces";
import { ListBinContents, ListPieces } from "@/modules/inventory/serials/serial-input";
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

/** The first page of what is in a bin, which is all of it in a small shop. */
export const contentsOf = async (ctx: Context, locationId: string) =>
  (await listBinContents(ctx, ListBinContents.parse({ locationId }))).rows;

/** The serial numbers of an item in a bin. */
export const serialsIn = async (ctx: Context, variantId: string, locationId: string): Promise<string[]> =>
  (await listPieces(ctx, ListPieces.parse({ variantId, locationId }))).rows.map(({ lotCode }) => lotCode);
