/** How one order came of another: the same again, once more after cancelling, a part of it, or for what came back. */
export const ORIGIN_KINDS = ["duplicate", "reopened", "split", "exchange"] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** Another order that this one came of, or that came of it. */
export type OrderLink = { id: string; number: number; kind: OriginKind; isOrigin: boolean };
