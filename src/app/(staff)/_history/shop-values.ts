import * as z from "zod";
import { TAX_CODES } from "@/modules/catalog/taxes/tax";
import { FACTOR_POLICIES } from "@/modules/users/factor";
import { ROLES } from "@/shared/access";
import { recorded } from "./change";
import { Limit } from "./limit-changes";

/** What history entries hold of the shop. */
export const Shop = z.object({
  companyName: recorded(z.string()),
  address: recorded(z.string()),
  country: recorded(z.string()),
  vatNumber: recorded(z.string()),
  registrationNumber: recorded(z.string()),
  locale: recorded(z.string()),
  currency: recorded(z.string()),
  timeZone: recorded(z.string()),
  pricesIncludeTax: recorded(z.boolean()),
  roundsTaxOnce: recorded(z.boolean()),
  taxFreeAbroad: recorded(z.boolean()),
  taxRate: recorded(z.number()),
  paymentTermsDays: recorded(z.number().nullable()),
  creditPolicy: recorded(z.string()),
  paymentMethods: recorded(z.string()),
  quoteHoldHours: recorded(z.number().nullable()),
  iban: recorded(z.string()),
  bic: recorded(z.string()),
  documentFooter: recorded(z.string()),
  documentLanguage: recorded(z.string()),
  defaultWarehouseId: recorded(z.string().nullable()),
  logo: recorded(z.boolean()),
  nextNumber: recorded(z.object({ series: z.string(), next: z.number().nullable() })),
  tax: recorded(
    z.object({
      category: z.string().nullable(),
      country: z.string().nullable(),
      region: z.string().optional(),
      validFrom: z.string().optional(),
      rate: z.number().nullable(),
    }),
  ),
  taxCategory: recorded(
    z
      .object({ name: z.string(), code: z.enum(TAX_CODES), reason: z.string(), reasonCode: z.string().optional() })
      .nullable(),
  ),
  categoryTax: recorded(z.object({ category: z.string(), tax: z.string().nullable() })),
  adjustmentLimit: recorded(Limit.extend({ role: z.enum(ROLES) })),
  discountLimit: recorded(z.object({ role: z.enum(ROLES), rateMax: z.number().nullable() })),
  factorPolicy: recorded(z.object({ role: z.enum(ROLES), policy: z.enum(FACTOR_POLICIES) })),
  note: recorded(z.string()),
});
export type Shop = z.infer<typeof Shop>;
