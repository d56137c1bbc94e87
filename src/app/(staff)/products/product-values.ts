import type { Inputs, Outputs } from "@/client/trpc";
import { isBarcodeFault, readBarcode } from "@/modules/catalog/codes/barcode";
import type { ProductValues, VariantValues } from "./product-input";
import { readPack, splitList, writePack } from "./typed-lists";

type CreateProduct = Inputs["catalog"]["createProduct"];
type EditProduct = Inputs["catalog"]["editProduct"];
export type Product = Outputs["catalog"]["getProduct"];

/** A price is not guessed: NaN stands for one that is not typed yet, and is refused. */
export const newVariant = (optionValues: string[] = []): VariantValues => ({
  variantId: null,
  optionValues,
  sku: "",
  price: Number.NaN,
  cost: null,
  unit: "each",
  backorder: "refuse",
  serials: "none",
  barcodes: "",
  packs: "",
  archived: false,
});

export const EMPTY_PRODUCT: ProductValues = {
  title: "",
  description: "",
  vendor: "",
  categoryId: null,
  taxCategoryId: null,
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
  taxCategoryId: product.taxCategoryId,
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
  taxCategoryId: edit.taxCategoryId ?? null,
  options: (edit.optionNames ?? []).map((name) => ({ name })),
  variants: edit.variants.map((variant) => ({
    variantId: variant.variantId ?? null,
    optionValues: variant.optionValues ?? [],
    sku: variant.sku ?? "",
    price: variant.price,
    cost: variant.cost ?? null,
    unit: variant.unit ?? "each",
    backorder: variant.backorder ? "backorder" : "refuse",
    serials: variant.hasSerials ? "each" : "none",
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
  taxCategoryId: values.taxCategoryId,
  optionNames: values.options.map(({ name }) => name),
});

const variantOf = (variant: VariantValues, optionCount: number, seesCost: boolean) => ({
  sku: variant.sku,
  optionValues: variant.archived ? variant.optionValues : variant.optionValues.slice(0, optionCount),
  price: variant.price,
  unit: variant.unit,
  backorder: variant.backorder === "backorder",
  hasSerials: variant.serials === "each",
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
