import { type SQL, sql } from "drizzle-orm";

/** How far the books were proved: up to a movement of the append-only ledger, and to a moment of all that is dated. */
export type Mark = { readonly movementId: number; readonly at: string };

/**
 * Whether a variant has moved since; without a mark, any. A sum goes wrong where something is added to it. What
 * somebody alters past the product in old rows is unseen until a whole run.
 */
export const isOfMovedVariant = (variantId: SQL, since: Mark | null): SQL =>
  since
    ? sql`${variantId} in (select variant_id from stock_movements where id > ${since.movementId}::bigint)`
    : sql`true`;

/** Whether a stock entry was recorded, or got movements, since. */
export const isNewEntry = (transactionId: SQL, since: Mark | null): SQL =>
  since
    ? sql`${transactionId} in (
        select id from stock_transactions where recorded_at >= ${since.at}::timestamptz
        union all
        select transaction_id from stock_movements where id > ${since.movementId}::bigint)`
    : sql`true`;
