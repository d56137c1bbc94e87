/** How one order came of another: the same again, what was cancelled once more, or a part of it on its own. */
export const ORIGIN_KINDS = ["duplicate", "reopened", "split"] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** Another order that this one came of, or that came of it. */
export type OrderLink = { id: string; number: number; kind: OriginKind; isOrigin: boolean };
