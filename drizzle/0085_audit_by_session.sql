CREATE TABLE "audit_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"occurred_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"session_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "began_as" uuid;--> statement-breakpoint
CREATE INDEX "audit_sessions_of_session" ON "audit_sessions" USING btree ("session_id");--> statement-breakpoint
-- Sessions are kept as addresses are: written once, for half a year, by nobody changed, and missed when one is gone.
revoke update, truncate on audit_sessions from quartermaster_app;
--> statement-breakpoint
create trigger audit_sessions_are_append_only before update or truncate on audit_sessions for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_sessions_are_kept before delete on audit_sessions for each row execute function refuse_removal_of_young(179);
--> statement-breakpoint
create trigger audit_sessions_tell_of_sweeps after delete on audit_sessions for each row execute function tell_of_sweep();
--> statement-breakpoint
-- As before, with the sessions.
create or replace function sweep_audit_hashes(most integer) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  oldest_entry date := coalesce((select audit_day(id) from audit_entries order by id limit 1), 'infinity');
  oldest_event date := coalesce((select audit_day(id) from security_events order by id limit 1), 'infinity');
  oldest_export date := coalesce((select audit_day(id) from list_exports order by id limit 1), 'infinity');
  oldest_address date := coalesce((select audit_day(id) from audit_addresses order by id limit 1), 'infinity');
  oldest_session date := coalesce((select audit_day(id) from audit_sessions order by id limit 1), 'infinity');
  removed bigint;
begin
  delete from audit_seal_blocks where (source, day, ordinal) in (
    select b.source, b.day, b.ordinal from audit_seal_blocks b
    join audit_sweeps s on s.source = b.source and s.day = b.day
    where b.source = 'audit_entries' and b.day < oldest_entry
      or b.source = 'security_events' and b.day < oldest_event
      or b.source = 'list_exports' and b.day < oldest_export
      or b.source = 'audit_addresses' and b.day < oldest_address
      or b.source = 'audit_sessions' and b.day < oldest_session
    limit most);
  get diagnostics removed = row_count;
  return removed;
end $$;
