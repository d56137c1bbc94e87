import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sweepAll } from "@/platform/database/retention";
import { newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { aPerson } from "@/testing/people";
import { sized } from "@/testing/size";
import { SWEEPS } from "./sweeps";

/*
 * A year goes by in steps: each day leaves rows behind, everything grows older, and the sweeps of the worker run. What
 * is not the shop's own record must stop growing.
 */

const [STEP_DAYS, STEPS, PER_DAY] = sized([10, 42, 20], [60, 7, 4]);
const PATIENCE_MS = 600_000;

const store = testDatabase({ keepRows: true });

type Passing = {
  /** The days after which a row is gone; a sweep comes once in a step. */
  days: number;
  /** The rows of one step, as young as they get. */
  leave: (count: number, userId: string) => Promise<unknown>;
};

let positions = 0;
const ids = (count: number) => Array.from({ length: count }, () => newId());

const PASSING: Readonly<Record<string, Passing>> = {
  outbox: {
    days: 3,
    leave: async (count) => {
      await store.owner`
        insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at, position, published_at, queued_at)
        select 'event', 'tests.passed', '{}', '{}', 'r', now(), ${positions} + n, now(), now()
        from generate_series(1, ${count}::int) n`;
      positions += count;
    },
  },
  idempotency_keys: {
    days: 3,
    leave: (count, userId) => store.owner`
      insert into idempotency_keys (actor_id, key, request_digest, answer, created_at)
      select ${userId}, unnest(${ids(count)}::text[]), 'x', '{}', now()`,
  },
  claims: {
    days: 60,
    leave: (count) => store.owner`
      insert into claims (handler, outbox_id, claimed_at)
      select unnest(${ids(count)}::text[]), 1, now()`,
  },
  print_runs: {
    days: 1,
    leave: (count, userId) => store.owner`
      insert into print_runs (id, asked_by, asked_at, asked, total, failed)
      select unnest(${ids(count)}::uuid[]), ${userId}, now(), '{}', 0, '{}'`,
  },
  sessions: {
    days: 30,
    leave: (count, userId) => store.owner`
      insert into sessions (id, user_id, created_at, last_seen_at, expires_at, ended_at)
      select unnest(${ids(count)}::uuid[]), ${userId}, now(), now(), now(), now()`,
  },
  one_time_links: {
    days: 30,
    leave: (count, userId) => store.owner`
      insert into one_time_links (id, purpose, user_id, token_digest, expires_at, created_at)
      select id, 'password-reset', ${userId}, id::text, now(), now() from unnest(${ids(count)}::uuid[]) id`,
  },
  sign_in_tickets: {
    days: 1,
    leave: (count, userId) => store.owner`
      insert into sign_in_tickets (id, user_id, token_digest, password_digest, created_at, expires_at)
      select id, ${userId}, id::text, '', now(), now() from unnest(${ids(count)}::uuid[]) id`,
  },
  password_tries: {
    days: 2,
    leave: (count) => store.owner`
      insert into password_tries (key, tries, changed_at, closed_until)
      select unnest(${ids(count)}::text[]), 3, now(), now()`,
  },
  known_devices: {
    days: 400,
    leave: (count, userId) => store.owner`
      insert into known_devices (user_id, device, last_seen_at)
      select ${userId}, unnest(${ids(count)}::text[]), now()`,
  },
  security_events: {
    days: 180,
    leave: (count) => store.owner`
      insert into security_events (id, occurred_at, kind, address, subject, request_id)
      select unnest(${ids(count)}::uuid[]), now(), 'sign-in-refused', '', '', 'r'`,
  },
  audit_addresses: {
    days: 180,
    leave: (count) => store.owner`
      insert into audit_addresses (id, occurred_at, address) select unnest(${ids(count)}::uuid[]), now(), ''`,
  },
  audit_sessions: {
    days: 180,
    leave: (count) => store.owner`
      insert into audit_sessions (id, occurred_at, session_id)
      select id, now(), id from unnest(${ids(count)}::uuid[]) id`,
  },
  list_exports: {
    days: 730,
    leave: (count) => store.owner`
      insert into list_exports (id, began_at, address, list, filters, request_id)
      select unnest(${ids(count)}::uuid[]), now(), '', 'orders.list', '{}', 'r'`,
  },
  ledger_proofs: {
    days: 400,
    leave: (count) => store.owner`
      insert into ledger_proofs (id, finished_at, is_whole, is_sound, movement_id, proved_until, report)
      select unnest(${ids(count)}::uuid[]), now(), true, true, 0, now(), '{}'`,
  },
  audit_proofs: {
    days: 400,
    leave: (count) => store.owner`
      insert into audit_proofs (id, finished_at, is_whole, is_sound, report)
      select unnest(${ids(count)}::uuid[]), now(), true, true, '{}'`,
  },
  processes: {
    days: 1,
    leave: (count) => store.owner`
      insert into processes (id, name, host, pid, release, node, memory_mb, started_at, seen_at)
      select unnest(${ids(count)}::uuid[]), 'web', 'gone', 1, 'old', '20', 1, now(), now()`,
  },
  import_uploads: {
    days: 1,
    leave: (count, userId) => store.owner`
      insert into import_uploads (id, bytes, uploaded_by, uploaded_at)
      select unnest(${ids(count)}::uuid[]), 1, ${userId}, now()`,
  },
  product_import_problems: { days: 90, leave: (count, userId) => findings(count, userId, "problem") },
  product_import_effects: { days: 90, leave: (count, userId) => findings(count, userId, "effect") },
};

/** What an import that was carried out has found in its rows. */
async function findings(count: number, userId: string, kind: "problem" | "effect"): Promise<void> {
  const importId = newId();
  await store.owner`
    insert into product_imports (id, file_key, file_name, status, format, created_by, created_at, moved_at)
    values (${importId}, ${importId}, 'globes.csv', 'applied', '{}', ${userId}, now(), now())`;
  if (kind === "problem")
    await store.owner`
      insert into product_import_problems (import_id, phase, "row", "column", value, reason, row_skipped)
      select ${importId}, 'check', n, 'price', 'free', 'no price', true from generate_series(1, ${count}::int) n`;
  else
    await store.owner`
      insert into product_import_effects (import_id, "row", effect, title, sku, fields)
      select ${importId}, n, 'new', 'Globe', 'GL', '{}' from generate_series(1, ${count}::int) n`;
}

/**
 * The shop's own record, which is kept: books, what it sells and to whom, and who works here. So is history, unless
 * somebody says for how long: `sweep-history.test.ts`.
 */
const RECORD = [
  ["adjustment_limits", "api_key_warehouses", "api_keys", "approval_requests", "audit_entries", "barcodes"],
  ["categories", "customers", "customer_addresses", "customer_contacts", "customer_groups", "customer_notes"],
  ["discount_limits"],
  // Of the audit a row a day, and of each row its hash, which goes with the row.
  ["audit_redactions", "audit_seal_blocks", "audit_seals", "audit_sweeps"],
  ["factor_policies", "payment_methods", "second_factors"],
  ["invoice_balances", "invoice_lines", "invoice_logos", "invoiced_parts", "invoices"],
  ["locations", "lots", "number_series"],
  ["count_requests", "pick_lists", "pick_waves", "stock_allocations"],
  ["price_list_customers", "price_list_entries", "price_list_groups", "price_lists"],
  ["carriers", "parcel_lines", "parcels"],
  [
    "order_comments",
    "order_lines",
    "order_mails",
    "order_origins",
    "orders",
    "packs",
    "payments",
    "product_import_mappings",
    "product_import_notes",
    "product_imports",
    "products",
  ],
  ["return_lines", "return_receipts", "return_refunds", "returns"],
  [
    "reorder_points",
    "saved_views",
    "secret_checks",
    "shipment_lines",
    "shipments",
    "shop_settings",
    "stock_availability",
  ],
  ["stock_balances", "stock_counts", "stock_movements", "stock_reservations", "stock_totals", "stock_transactions"],
  [
    "stock_set_totals",
    "stock_sets",
    "stock_values",
    "warehouse_values",
    "tax_categories",
    "tax_category_rates",
    "tax_rates",
    "users",
    "variants",
    "warehouse_grants",
  ],
].flat();
/** Emptied by what filled them, or by a sweep: `keep-sales.test.ts`, `keep-sold.test.ts`, `retention.test.ts`. */
const EMPTIED = [
  ["product_import_codes", "sales_by_variant", "sales_by_warehouse", "sales_days"],
  ["sold_by_customer", "sold_by_variant", "sold_days"],
  ["alerts", "notice_reads", "notices", "stock_holds"],
].flat();
/**
 * A row for each person, for each of their choices and of the lists that open with a view, for each reader of facts or
 * module with jobs; the last backup.
 */
const OF_FIXED_SIZE = ["backups", "default_views", "fact_readers", "inboxes", "job_modules", "notification_choices"];

test("every table is the shop's own record, or what is in it passes", async () => {
  const tables = await store.owner<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  expect(tables.map(({ name }) => name)).toEqual(
    [...RECORD, ...EMPTIED, ...OF_FIXED_SIZE, ...Object.keys(PASSING)].toSorted(),
  );
});

/** Emails of a shop without a mail server. */
const MAILS_KEPT_DAYS = 30;
const mailFolder = () => process.env["MAIL_DIR"] ?? "";
const mails = () => readdirSync(mailFolder()).map((name) => path.join(mailFolder(), name));
const leaveMails = (count: number) => {
  mkdirSync(mailFolder(), { recursive: true });
  for (const id of ids(count)) writeFileSync(path.join(mailFolder(), `${id}.html`), "");
};

/** Turns the clock for the rows, since the database's own cannot be turned. */
async function growOlder(): Promise<void> {
  for (const file of mails()) {
    const written = new Date(statSync(file).mtimeMs - STEP_DAYS * 24 * 3_600_000);
    utimesSync(file, written, written);
  }
  const columns = await store.owner<{ table: string; names: string[] }[]>`
    select table_name as table, array_agg(column_name::text) as names from information_schema.columns
    where table_schema = 'public' and data_type = 'timestamp with time zone'
      and table_name = any(${[...Object.keys(PASSING), "product_imports"]}) group by 1`;
  await store.owner.begin(async (tx) => {
    // Some of it is only added to, and a trigger refuses even this.
    await tx`set local session_replication_role = replica`;
    for (const { table, names } of columns) {
      const moved = names.map((name) => `"${name}" = "${name}" - interval '${STEP_DAYS} days'`).join(", ");
      await tx.unsafe(`update "${table}" set ${moved}`);
    }
  });
}

const countRows = async (table: string): Promise<number> =>
  Number((await store.owner`select count(*) as rows from ${store.owner(table)}`)[0]?.["rows"]);

test("a year of work leaves no more behind than is kept on purpose", { timeout: PATIENCE_MS }, async () => {
  const { userId } = await aPerson(store.db, { passwordHash: "unusable" });
  const largest: Record<string, number> = {};
  for (let step = 0; step < STEPS; step += 1) {
    for (const { leave } of Object.values(PASSING)) await leave(PER_DAY * STEP_DAYS, userId);
    leaveMails(PER_DAY * STEP_DAYS);
    await growOlder();
    await sweepAll(store.db, SWEEPS);
    largest["mails"] = Math.max(largest["mails"] ?? 0, mails().length);
    for (const table of Object.keys(PASSING)) largest[table] = Math.max(largest[table] ?? 0, await countRows(table));
  }
  const passing: Record<string, Pick<Passing, "days">> = { ...PASSING, mails: { days: MAILS_KEPT_DAYS } };
  const tooMany = Object.entries(passing).filter(
    ([table, { days }]) => (largest[table] ?? 0) > PER_DAY * (days + STEP_DAYS),
  );
  expect(tooMany.map(([table]) => `${table}: ${largest[table]} rows`)).toEqual([]);
});
