import type { DocumentKind } from "@/modules/documents/document";

/** What may be printed of many orders at once: of each the document, or all of them that it has. */
export const RUN_KINDS = ["order-confirmation", "quote", "pick-list", "packing-slip", "invoice"] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** As many as may be selected in a list. */
export const PRINTED_AT_ONCE_MAX = 100;

export type RunDocument = { kind: DocumentKind; id: string; label: string };
/** What is missing in the file, and why. */
export type RunFailure = { label: string; message: string };
