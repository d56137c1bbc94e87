import { eq } from "drizzle-orm";
import { addressSnapshot, type AddressSnapshot, assertAddresses } from "@/modules/customers/address-snapshot";
import { addressLines } from "@/modules/customers/customer";
import type { TxContext } from "@/platform/context";
import type { LockedOrder } from "./lock-order";
import { orders } from "./schema";

type Asked = {
  customerId: string;
  deliveryAddressId?: string | undefined;
  billingAddressId?: string | undefined;
};

/** The ids of addresses that somebody chose. */
export const chosenAddresses = ({ deliveryAddressId, billingAddressId }: Asked): string[] =>
  [deliveryAddressId, billingAddressId].filter((id) => id !== undefined);

/**
 * Writes down the addresses of an order that is edited: those that were chosen, and the defaults of another customer.
 * The caller holds the rows of the order and the customer. Gives back what the history says of it.
 * @throws addressNotFound
 */
export async function writeAddresses(ctx: TxContext, order: LockedOrder, asked: Asked) {
  const isOther = order.customerId !== asked.customerId;
  const { customerId, deliveryAddressId, billingAddressId } = asked;
  if (!isOther && chosenAddresses(asked).length === 0) return { before: {}, after: {} };
  await assertAddresses(ctx, customerId, chosenAddresses(asked));
  const [written] = await ctx.db
    .update(orders)
    .set({
      ...((isOther || deliveryAddressId) && {
        deliveryAddress: addressSnapshot(customerId, "delivery", deliveryAddressId),
      }),
      ...((isOther || billingAddressId) && {
        billingAddress: addressSnapshot(customerId, "billing", billingAddressId),
      }),
    })
    .where(eq(orders.id, order.id))
    .returning({ deliveryAddress: orders.deliveryAddress, billingAddress: orders.billingAddress });
  return { before: wordsOf(order), after: wordsOf(written ?? order) };
}

type Written = { deliveryAddress: AddressSnapshot | null; billingAddress: AddressSnapshot | null };

const wordsOf = ({ deliveryAddress, billingAddress }: Written) => ({
  deliveryAddress: inWords(deliveryAddress),
  billingAddress: inWords(billingAddress),
});

const inWords = (address: AddressSnapshot | null): string =>
  address === null
    ? ""
    : [address.name, ...addressLines(address).split("\n"), address.country].filter(Boolean).join(", ");
