import * as z from "zod";
import type { Inputs, Outputs } from "@/client/trpc";
import { isBarcodeFault, readBarcode } from "@/modules/catalog/codes/barcode";
import {
  NAME_CHARACTERS_MAX,
  OPTIONS_MAX,
  SKU_CHARACTERS_MAX,
  TITLE_CHARACTERS_MAX,
  DESCRIPTION_CHARACTERS_MAX,
  UNITS,
} from "@/modules/catalog/product";

/** What the form holds: as people type it. It becomes an edit only when it is sent. */
const VariantValues = z.object({
  variantId: z.string().nullable(),
  optionValues: z.array(z.string().trim().max(NAME_CHARACTERS_MAX)),
  sku: z.string().trim().max(SKU_CHARACTERS_MAX),
  price: z.number("Enter an amount, such as 12.50.").int().min(0, "The price can't be negative."),
  /** Minor units with four more decimals, as the catalog keeps it. */
  cost: z.number().int().min(0, "The cost can't be negative.").nullable(),
  unit: z.enum(UNITS),
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

type CreateProduct = Inputs["catalog"]["createProduct"];
type EditProduct = Inputs["catalog"]["editProduct"];
export type Product = Outputs["catalog"]["getProduct"];

export const splitList = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** The list with one entry in the place of another; all others stay as they were typed. */
export const replaceInList = (text: string, entry: string, next: string): string =>
  splitList(text)
    .map((each) => (each === entry ? next : each))
    .join(", ");

type Pack = { name: string; numerator: number; denominator: number };

/** `Carton = 12` or `Half bag = 5/2`. */
function readPack(text: string): Pack | null {
  const match = /^(.{1,120}?)\s*=\s*(\d{1,9})(?:\s*\/\s*(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  const [, name = "", numerator = "", denominator = "1"] = match;
  const pack = { name: name.trim(), numerator: Number(numerator), denominator: Number(denominator) };
  return pack.numerator > 0 && pack.denominator > 0 ? pack : null;
}

export const writePack = ({ name, numerator, denominator }: Pack): string =>
  `${name} = ${numerator}${denominator === 1 ? "" : `/${denominator}`}`;

/** A price is not guessed: NaN stands for one that is not typed yet, and is refused. */
export const newVariant = (optionValues: string[] = []): VariantValues => ({
  variantId: null,
  optionValues,
  sku: "",
  price: Number.NaN,
  cost: null,
  unit: "each",
  barcodes: "",
  packs: "",
  archived: false,
});

export const EMPTY_PRODUCT: ProductValues = {
  title: "",
  description: "",
  vendor: "",
  categoryId: null,
  options: [],
  variants: [newVariant()],
};

/** A product as an edit that changes nothing yet. */
export const toEdit = (product: Product): EditProduct => ({
  productId: product.id,
  version: product.version,
  title: product.title,
  description: product.description,
  vendor: product.vendor,
  categoryId: product.categoryId,
  optionNames: product.optionNames,
  variants: product.variants.map(({ id, productId: _productId, position: _position, ...variant }) => ({
    variantId: id,
    ...variant,
  })),
});

export const toValues = (edit: EditProduct): ProductValues => ({
  title: edit.title,
  description: edit.description ?? "",
  vendor: edit.vendor ?? "",
  categoryId: edit.categoryId ?? null,
  options: (edit.optionNames ?? []).map((name) => ({ name })),
  variants: edit.variants.map((variant) => ({
    variantId: variant.variantId ?? null,
    optionValues: variant.optionValues ?? [],
    sku: variant.sku ?? "",
    price: variant.price,
    cost: variant.cost ?? null,
    unit: variant.unit ?? "each",
    barcodes: (variant.barcodes ?? []).join(", "),
    packs: (variant.packs ?? [])
      .map(({ name, numerator, denominator = 1 }) => writePack({ name, numerator, denominator }))
      .join(", "),
    archived: variant.archived ?? false,
  })),
});

const codesOf = (text: string): string[] =>
  splitList(text).flatMap((code) => {
    const read = readBarcode(code);
    return isBarcodeFault(read) ? [] : [read.code];
  });

const fieldsOf = (values: ProductValues) => ({
  title: values.title,
  description: values.description,
  vendor: values.vendor,
  categoryId: values.categoryId,
  optionNames: values.options.map(({ name }) => name),
});

const variantOf = (variant: VariantValues, optionCount: number, seesCost: boolean) => ({
  sku: variant.sku,
  optionValues: variant.archived ? variant.optionValues : variant.optionValues.slice(0, optionCount),
  price: variant.price,
  unit: variant.unit,
  barcodes: codesOf(variant.barcodes).sort(),
  packs: splitList(variant.packs).flatMap((part) => readPack(part) ?? []),
  ...(seesCost && { cost: variant.cost }),
});

export const toCreateInput = (values: ProductValues, seesCost: boolean): CreateProduct => ({
  ...fieldsOf(values),
  variants: values.variants.map((variant) => variantOf(variant, values.options.length, seesCost)),
});

export const toEditInput = (values: ProductValues, base: EditProduct, seesCost: boolean): EditProduct => ({
  productId: base.productId,
  version: base.version,
  ...fieldsOf(values),
  variants: values.variants.map((variant) => ({
    variantId: variant.variantId,
    archived: variant.archived,
    ...variantOf(variant, values.options.length, seesCost),
  })),
});

/** Every combination of the values that has no variant yet. */
export function missingChoices(
  valuesOfOptions: readonly string[][],
  variants: readonly Pick<VariantValues, "optionValues" | "archived">[],
): string[][] {
  const all = valuesOfOptions.reduce<string[][]>(
    (choices, values) => choices.flatMap((choice) => values.map((value) => [...choice, value])),
    [[]],
  );
  const keyOf = (choice: readonly string[]) => choice.map((value) => value.trim().toLowerCase()).join("\n");
  const known = new Set(variants.filter(({ archived }) => !archived).map(({ optionValues }) => keyOf(optionValues)));
  return all.filter((choice) => choice.length > 0 && !known.has(keyOf(choice)));
}
