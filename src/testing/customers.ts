import { createCustomer } from "@/modules/customers/create-customer";
import type { ShopAtWork } from "./shop-at-work";

const NAME = "Grace Hopper";

/** What each mutation of customers accepts, for `VALID_INPUTS`. */
export const CUSTOMER_INPUTS = {
  create: () => ({ name: "Ada Lovelace" }),
  edit: ({ customerId }: ShopAtWork) => ({ name: "Ada King", customerId, version: 1 }),
  archive: async ({ ctx }: ShopAtWork) => ({ ...(await createCustomer(ctx, { name: NAME })), archived: true }),
};

export const PRIVACY_INPUTS = {
  eraseCustomer: async ({ ctx }: ShopAtWork) => ({ ...(await createCustomer(ctx, { name: NAME })), name: NAME }),
};
