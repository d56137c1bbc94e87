import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/platform/database/db";
import { verifyBooks } from "@/server/verify-books";
import { type Bulk, prepare, type Sizes } from "./bulk";
import { goodsStatements } from "./goods";
import { ordersStatements } from "./orders";
import { paymentsStatements } from "./payments";
import { stockStatements } from "./stock";
import { withoutIndexes } from "./without-indexes";

const TABLES = [
  ["products", "variants", "barcodes", "lots", "reorder_points", "customers", "orders", "order_lines"],
  ["shipments", "shipment_lines", "audit_entries", "stock_transactions", "stock_movements", "stock_balances"],
  ["stock_availability", "stock_reservations", "payments"],
].flat();

const STEPS: readonly { title: string; statements: (bulk: Bulk) => readonly SQL[] }[] = [
  { title: "goods", statements: goodsStatements },
  { title: "orders", statements: ordersStatements },
  { title: "stock", statements: stockStatements },
  { title: "payments", statements: paymentsStatements },
];

/**
 * Adds invented trade of some years to the sample year until there is as much as `sizes` says: all of it or nothing, as
 * the owner of the database. The rows are written past the operations, so the books are verified before the commit.
 */
export async function loadSample(owner: Db, now: Date, sizes: Sizes, report: (line: string) => void): Promise<void> {
  await owner.transaction(async (tx) => {
    await allowLongWork(tx);
    const bulk = await missingFrom(tx, now, sizes);
    await prepare(tx);
    await withoutIndexes(
      (statement) => tx.execute(sql.raw(statement)),
      TABLES,
      async () => {
        for (const { title, statements } of STEPS) {
          for (const statement of statements(bulk)) await tx.execute(statement);
          report(title);
        }
      },
    );
    report("keys and indexes");
    await tx.execute(sql`analyze`);
    const { isSound, differences } = await verifyBooks({ db: tx });
    if (!isSound) throw new Error(`The sample is not sound, so it was not loaded: ${JSON.stringify(differences[0])}`);
    report("the books balance");
  });
}

async function allowLongWork(tx: Tx): Promise<void> {
  await tx.execute(sql`
    select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
      set_config('idle_in_transaction_session_timeout', '0', true),
      set_config('work_mem', '256MB', true), set_config('maintenance_work_mem', '256MB', true)`);
}

async function missingFrom(tx: Tx, now: Date, sizes: Sizes): Promise<Bulk> {
  const [there] = await tx.execute<Record<keyof Sizes, string>>(sql`
    select (select count(*) from variants) as variants, (select count(*) from orders) as orders,
      (select count(*) from stock_movements) as movements`);
  const missing = (of: keyof Sizes) => sizes[of] - Number(there?.[of] ?? 0);
  return { now, variants: missing("variants"), orders: missing("orders"), movements: missing("movements") };
}
