CREATE TABLE "audit_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"occurred_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"address" text NOT NULL
);
--> statement-breakpoint
-- Seconds on millions of entries, during which nobody writes; the migrator waits for nobody longer than 15.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "audit_entries_of_rare_action" ON "audit_entries" USING btree ("action","id") WHERE "audit_entries"."action" not in ('orders.place', 'orders.ship');--> statement-breakpoint
-- Seconds on millions of entries, during which nobody writes; the migrator waits for nobody longer than 15.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "audit_entries_of_warehouse" ON "audit_entries" USING btree (("warehouse_ids"[1]),"id") WHERE "audit_entries"."warehouse_ids"[1] is not null;--> statement-breakpoint
-- Of the few that concern several.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "audit_entries_of_warehouses" ON "audit_entries" USING btree ("id") WHERE "audit_entries"."warehouse_ids"[2] is not null;
--> statement-breakpoint
-- How few they are: without it the planner takes nearly all entries for such, and may read them all instead of the index.
create statistics audit_entries_second_warehouse on (warehouse_ids[2]) from audit_entries;
--> statement-breakpoint
-- Addresses are kept as refusals are: written once, for half a year, by nobody changed, and missed when one is gone.
revoke update, truncate on audit_addresses from quartermaster_app;
--> statement-breakpoint
create trigger audit_addresses_are_append_only before update or truncate on audit_addresses for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_addresses_are_kept before delete on audit_addresses for each row execute function refuse_removal_of_young(179);
--> statement-breakpoint
create trigger audit_addresses_tell_of_sweeps after delete on audit_addresses for each row execute function tell_of_sweep();
--> statement-breakpoint
-- As before, with the addresses.
create or replace function sweep_audit_hashes(most integer) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  oldest_entry date := coalesce((select audit_day(id) from audit_entries order by id limit 1), 'infinity');
  oldest_event date := coalesce((select audit_day(id) from security_events order by id limit 1), 'infinity');
  oldest_export date := coalesce((select audit_day(id) from list_exports order by id limit 1), 'infinity');
  oldest_address date := coalesce((select audit_day(id) from audit_addresses order by id limit 1), 'infinity');
  removed bigint;
begin
  delete from audit_seal_blocks where (source, day, ordinal) in (
    select b.source, b.day, b.ordinal from audit_seal_blocks b
    join audit_sweeps s on s.source = b.source and s.day = b.day
    where b.source = 'audit_entries' and b.day < oldest_entry
      or b.source = 'security_events' and b.day < oldest_event
      or b.source = 'list_exports' and b.day < oldest_export
      or b.source = 'audit_addresses' and b.day < oldest_address
    limit most);
  get diagnostics removed = row_count;
  return removed;
end $$;
