import { addNote } from "@/modules/customers/add-note";
import { createCustomer } from "@/modules/customers/create-customer";
import { createGroup } from "@/modules/customers/create-group";
import type { ShopAtWork } from "./shop-at-work";

/** Two who are the same, for `orders.mergeCustomers`. */
export async function twoCustomers({ ctx }: ShopAtWork) {
  const [one, other] = [await createCustomer(ctx, { name: "Ada" }), await createCustomer(ctx, { name: "Ada" })];
  return { version: 1, customerId: one.customerId, otherId: other.customerId, otherVersion: 1 };
}

const NAME = "Grace Hopper";

/** What each mutation of customers accepts, for `VALID_INPUTS`. */
export const CUSTOMER_INPUTS = {
  create: () => ({ name: "Ada Lovelace" }),
  edit: ({ customerId }: ShopAtWork) => ({ name: "Ada King", customerId, version: 1 }),
  setContacts: async ({ ctx }: ShopAtWork) => ({
    ...(await createCustomer(ctx, { name: NAME })),
    version: 1,
    contacts: [{ name: "Howard Aiken", role: "Buying", email: "howard@example.com", phone: "" }],
  }),
  setAddresses: async ({ ctx }: ShopAtWork) => ({
    ...(await createCustomer(ctx, { name: NAME })),
    version: 1,
    addresses: [{ address: "Dock 4", postcode: "20457", city: "Hamburg", country: "DE", isDeliveryDefault: true }],
  }),
  setTerms: async ({ ctx }: ShopAtWork) => ({
    ...(await createCustomer(ctx, { name: NAME })),
    version: 1,
    paymentTermsDays: 14,
    creditLimit: 50_000,
    creditPolicy: "refuse" as const,
  }),
  addNote: ({ customerId }: ShopAtWork) => ({ text: "Wants a call before noon", customerId }),
  removeNote: async ({ ctx, customerId }: ShopAtWork) => {
    const { noteId } = await addNote(ctx, { customerId, text: "Wants a call" });
    return { noteId };
  },
  createGroup: () => ({ name: "Resellers" }),
  renameGroup: async ({ ctx }: ShopAtWork) => ({
    name: "Schools",
    ...(await createGroup(ctx, { name: "Kindergartens" })),
    version: 1,
  }),
  removeGroup: ({ ctx }: ShopAtWork) => createGroup(ctx, { name: "Friends" }),
  archive: async ({ ctx }: ShopAtWork) => ({ ...(await createCustomer(ctx, { name: NAME })), archived: true }),
};

export const PRIVACY_INPUTS = {
  eraseCustomer: async ({ ctx }: ShopAtWork) => ({ ...(await createCustomer(ctx, { name: NAME })), name: NAME }),
};
