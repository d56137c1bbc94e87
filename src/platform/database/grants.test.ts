import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { APPLICATION_ROLE } from "./role";

/* What the catalog of the real schema says of the application's role, after every migration. */

const world = testDatabase();

/** What is only added to; where the product notes something later, it may in those columns alone. */
const HISTORY = [
  "audit_addresses",
  "audit_entries",
  "audit_proofs",
  "audit_redactions",
  "audit_seal_blocks",
  "audit_seals",
  "audit_sessions",
  "audit_sweeps",
  "invoice_lines",
  "invoice_logos",
  "invoices",
  "ledger_proofs",
  "stock_counts",
  "stock_movements",
  "stock_transactions",
  "tax_rates",
];

test("it owns nothing, is no superuser, makes no role or database, and goes around no rule of rows", async () => {
  const owned = await world.owner`
    select relname from pg_class where relowner = ${APPLICATION_ROLE}::regrole
    union all select proname from pg_proc where proowner = ${APPLICATION_ROLE}::regrole
    union all select nspname from pg_namespace where nspowner = ${APPLICATION_ROLE}::regrole`;
  expect(owned).toEqual([]);
  const [role] = await world.owner`
    select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles
    where rolname = ${APPLICATION_ROLE}`;
  expect(Object.values(role ?? {})).toEqual([false, false, false, false, false]);
  expect(await world.owner`select roleid from pg_auth_members where member = ${APPLICATION_ROLE}::regrole`).toEqual([]);
});

test("it makes, empties, guards and refers to no table of the product", async () => {
  const rights = await world.owner`
    select relname, kind from pg_class, unnest(array['truncate', 'references', 'trigger', 'maintain']) kind
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and has_table_privilege(${APPLICATION_ROLE}, oid, kind)`;
  expect(rights).toEqual([]);
  const [made] = await world.owner`
    select has_schema_privilege(${APPLICATION_ROLE}, 'public', 'create') as here,
      has_database_privilege(${APPLICATION_ROLE}, current_database(), 'create') as beside`;
  expect(made).toEqual({ here: false, beside: false });
});

/** What may be written later into the record of a refusal, and of a list that leaves as a file. */
const NOTED_LATER = ["security_events", "list_exports"];

test("it rewrites no history", async () => {
  const kept = await world.owner<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not has_any_column_privilege(${APPLICATION_ROLE}, oid, 'update')
    order by relname`;
  expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(HISTORY));
  expect(kept.map(({ name }) => name).filter((name) => name.startsWith("audit_"))).toEqual(
    HISTORY.filter((name) => name.startsWith("audit_")),
  );
  const columns = await world.owner<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.column_privileges
    where grantee = ${APPLICATION_ROLE} and privilege_type = 'UPDATE' and table_name in ${world.owner(NOTED_LATER)}
    order by 1`;
  expect(columns.map(({ name }) => name)).toEqual(["list_exports.is_whole", "list_exports.rows", "security_events.id"]);
});
