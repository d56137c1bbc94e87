import type { KnownVariant } from "@/modules/catalog/product-rows";
import type { RowEffectKind } from "@/modules/imports/import";
import type { ImportFormat } from "@/modules/imports/import-format";
import type { Quantity } from "@/shared/quantity";
import type { ChangedField } from "./changed-fields";
import type { Codes, KnownCodes } from "./import-codes";
import type { Findings } from "./import-findings";
import type { MatchedBy } from "./match";

/** What one row does: it makes an item, changes it in these fields, or finds it as it is. */
export type RowEffect = {
  row: number;
  effect: RowEffectKind;
  title: string;
  sku: string;
  /** Null for a new item. */
  matchedBy: MatchedBy | null;
  fields: ChangedField[];
};

/** How many items of a variant are added to the import's bin, or taken from it; where it has them, by which numbers. */
export type StockLine = { variantId: string; quantity: Quantity; serials?: readonly string[] };

/** A SKU that is empty is made when the variant is written. */
export type PlannedVariant = { before: KnownVariant | null; after: KnownVariant };

/** What planning a chunk goes by, and what it has found so far. `hasBin`: quantities go somewhere. */
export type Planning = {
  format: ImportFormat;
  hasBin: boolean;
  known: KnownCodes;
  codes: Codes;
  findings: Findings;
  openingStock: StockLine[];
  adjustments: StockLine[];
  /** Adjustments above the limit of the person who imports: a second person books them. */
  held: StockLine[];
  effects: RowEffect[];
};
