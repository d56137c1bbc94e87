/** What stands on the label of a parcel, as texts: both forms print the same. */
export type Label = {
  /** In the barcode too: `1001-1-2`. */
  readonly reference: string;
  readonly sender: string;
  readonly recipient: readonly string[];
  /** "DHL Express" */
  readonly carrier: string;
  readonly tracking: string;
  readonly facts: readonly string[];
};

/** 100 × 150 mm, as printers of labels take them. */
export const LABEL_MM = { width: 100, height: 150 } as const;
