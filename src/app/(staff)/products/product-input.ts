import * as z from "zod";
import { isBarcodeFault, readBarcode } from "@/modules/catalog/codes/barcode";
import {
  DESCRIPTION_CHARACTERS_MAX,
  NAME_CHARACTERS_MAX,
  OPTIONS_MAX,
  SKU_CHARACTERS_MAX,
  TITLE_CHARACTERS_MAX,
  UNITS,
} from "@/modules/catalog/product";
import { readPack, splitList } from "./typed-lists";

/** What the form holds: as people type it. It becomes an edit only when it is sent. */
const VariantValues = z.object({
  variantId: z.string().nullable(),
  optionValues: z.array(z.string().trim().max(NAME_CHARACTERS_MAX)),
  sku: z.string().trim().max(SKU_CHARACTERS_MAX),
  price: z.number("Enter an amount, such as 12.50.").int().min(0, "The price can't be negative."),
  /** Minor units with four more decimals, as the catalog keeps it. */
  cost: z.number().int().min(0, "The cost can't be negative.").nullable(),
  unit: z.enum(UNITS),
  backorder: z.enum(["refuse", "backorder"]),
  serials: z.enum(["none", "each"]),
  barcodes: z.string().superRefine((text, check) => {
    for (const code of splitList(text)) {
      const read = readBarcode(code);
      if (isBarcodeFault(read)) check.addIssue({ code: "custom", message: `${code}: ${read.reason}` });
    }
  }),
  packs: z.string().superRefine((text, check) => {
    for (const part of splitList(text)) {
      if (!readPack(part))
        check.addIssue({ code: "custom", message: `“${part}” isn't a pack. Write it as Carton = 12.` });
    }
  }),
  archived: z.boolean(),
});

export const ProductValues = z
  .object({
    title: z.string().trim().min(1, "Enter a title.").max(TITLE_CHARACTERS_MAX),
    description: z.string().max(DESCRIPTION_CHARACTERS_MAX),
    vendor: z.string().trim().max(NAME_CHARACTERS_MAX),
    categoryId: z.string().nullable(),
    taxCategoryId: z.string().nullable(),
    options: z
      .array(
        z.object({ name: z.string().trim().min(1, "Enter an option name, such as Size.").max(NAME_CHARACTERS_MAX) }),
      )
      .max(OPTIONS_MAX),
    variants: z.array(VariantValues),
  })
  .superRefine(({ options, variants }, check) => {
    variants.forEach((variant, index) => {
      if (variant.archived) return;
      if (variant.serials === "each" && variant.unit !== "each")
        check.addIssue({
          code: "custom",
          path: ["variants", index, "serials"],
          message: "Only items counted one by one can have serial numbers. Choose the unit Each, or None here.",
        });
      options.forEach((option, place) => {
        if (variant.optionValues[place]) return;
        check.addIssue({
          code: "custom",
          path: ["variants", index, "optionValues", place],
          message: `Enter a ${(option.name || "value").toLowerCase()}.`,
        });
      });
    });
  });
export type ProductValues = z.infer<typeof ProductValues>;
export type VariantValues = ProductValues["variants"][number];
