import * as z from "zod";
import { Id } from "@/shared/given-id";
import { RATE_SCALE } from "@/shared/money";

/** Of a payment, a charge and a discount in money. */
export const AMOUNT_MAX = 1_000_000_000_000;
const POSTCODE_CHARACTERS_MAX = 200;
const VARIANTS_ASKED_MAX = 200;

export const Rate = z.number().int().min(0).max(RATE_SCALE);
export const DiscountAmount = z.number().int().min(0, "A discount must not be negative.").max(AMOUNT_MAX);

export const ONE_DISCOUNT = "Enter a discount in percent or in money, not both.";
export const hasOneDiscount = ({
  discountRate = 0,
  discountAmount = 0,
}: {
  discountRate?: number | undefined;
  discountAmount?: number | undefined;
}) => discountRate === 0 || discountAmount === 0;

const Charge = z.number().int().min(0, "A charge must not be negative.").max(AMOUNT_MAX);
/**
 * Of the order as a whole, and of its shipping, which is taxed as the goods are where no rate is given. What is left
 * out of an order that stands remains as it is; null is none.
 */
export const Whole = z.strictObject({
  discount: z
    .union([z.strictObject({ rate: Rate }), z.strictObject({ amount: DiscountAmount })])
    .nullable()
    .optional(),
  shipping: z.strictObject({ price: Charge, taxRate: Rate.optional() }).nullable().optional(),
});
export type Whole = z.infer<typeof Whole>;

/** By what an order will be taxed. `to` is where one goes that is written already, unless an address is chosen. */
export const ListTaxes = z.strictObject({
  customerId: Id.nullable(),
  warehouseId: Id.optional(),
  deliveryAddressId: Id.optional(),
  to: z.strictObject({ country: z.string().max(2), postcode: z.string().max(POSTCODE_CHARACTERS_MAX) }).optional(),
  variantIds: z.array(Id).max(VARIANTS_ASKED_MAX),
});
export type ListTaxes = z.infer<typeof ListTaxes>;
