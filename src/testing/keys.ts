import type { CreateOwnKey } from "@/modules/users/contract";
import { type CreatedKey, createOwnKey, createProgramKey } from "@/modules/users/keys/create-key";
import { createProgram } from "@/modules/users/keys/create-program";
import type { Context } from "@/platform/context";
import type { Role } from "@/shared/access";
import type { ShopAtWork } from "./shop-at-work";

type Wanted = Partial<CreateOwnKey>;

const wanted = (given: Wanted): CreateOwnKey => ({
  name: "Label printer",
  scopes: ["orders.read", "orders.place"],
  warehouses: "all",
  days: 90,
  ...given,
});

/** A key of the person who asks. */
export const anOwnKey = (ctx: Context, given: Wanted = {}): Promise<CreatedKey> => createOwnKey(ctx, wanted(given));

const aProgram = (ctx: Context, { role = "staff" }: { role?: Role } = {}) =>
  createProgram(ctx, { name: "Web shop", role, warehouses: "all" });

/** A key of a program that an administrator has made. */
export async function aProgramKey(ctx: Context, given: Wanted = {}): Promise<CreatedKey & { userId: string }> {
  const { userId } = await aProgram(ctx);
  return { userId, ...(await createProgramKey(ctx, { ...wanted(given), userId })) };
}

/** What each mutation of keys accepts, for `VALID_INPUTS`. */
export const KEY_INPUTS = {
  createProgram: () => ({ name: "Web shop", role: "staff" as const, warehouses: "all" as const }),
  createProgramKey: async ({ ctx, warehouseId }: ShopAtWork) => ({
    ...wanted({ warehouses: [warehouseId] }),
    ...(await aProgram(ctx)),
  }),
  revokeKey: async ({ ctx }: ShopAtWork) => ({ keyId: (await aProgramKey(ctx)).keyId }),
  createOwnKey: ({ warehouseId }: ShopAtWork) => wanted({ warehouses: [warehouseId] }),
  revokeOwnKey: async ({ ctx }: ShopAtWork) => ({ keyId: (await anOwnKey(ctx)).keyId }),
};
