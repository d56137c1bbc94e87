CREATE TABLE "audit_proofs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"finished_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"is_whole" boolean NOT NULL,
	"is_sound" boolean NOT NULL,
	"proved_until" date,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_seal_blocks" (
	"day" date NOT NULL,
	"source" text NOT NULL,
	"ordinal" integer NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "audit_seal_blocks_source_day_ordinal_pk" PRIMARY KEY("source","day","ordinal")
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"day" date PRIMARY KEY NOT NULL,
	"previous_head" text,
	"head" text NOT NULL,
	"contents" jsonb NOT NULL,
	"sealed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_seals_have_heads_of_their_own" UNIQUE("head"),
	CONSTRAINT "audit_seals_follow_one_another" UNIQUE NULLS NOT DISTINCT("previous_head"),
	CONSTRAINT "audit_seals_are_of_days_that_are_over" CHECK ("audit_seals"."day" < ("audit_seals"."sealed_at" at time zone 'UTC')::date)
);
--> statement-breakpoint
CREATE TABLE "audit_sweeps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"source" text NOT NULL,
	"swept_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_sweeps_are_told_once" UNIQUE("source","day")
);
--> statement-breakpoint
ALTER TABLE "security_events" DROP CONSTRAINT "security_events_kind_is_known";--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_previous_head_audit_seals_head_fk" FOREIGN KEY ("previous_head") REFERENCES "public"."audit_seals"("head") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_proofs_by_time" ON "audit_proofs" USING btree ("finished_at");--> statement-breakpoint
-- Half a year of refusals, of which each kind writes at most a hundred a minute.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "security_events" ADD CONSTRAINT "security_events_kind_is_known" CHECK ("security_events"."kind" in ('sign-in-refused', 'sign-in-stopped', 'access-denied', 'key-used'));
--> statement-breakpoint
-- The chain grows and is never changed, and who writes it cannot say when a day was sealed.
revoke insert, update, delete, truncate on audit_seals from quartermaster_app;
--> statement-breakpoint
grant insert (day, previous_head, head, contents) on audit_seals to quartermaster_app;
--> statement-breakpoint
create trigger audit_seals_are_append_only before update or delete or truncate on audit_seals for each statement execute function refuse_change();
--> statement-breakpoint
revoke update, delete, truncate on audit_seal_blocks from quartermaster_app;
--> statement-breakpoint
create trigger audit_seal_blocks_are_append_only before update or truncate on audit_seal_blocks for each statement execute function refuse_change();
--> statement-breakpoint
-- What was removed for its age is told by the database itself, and by nobody else.
revoke insert, update, delete, truncate on audit_sweeps from quartermaster_app;
--> statement-breakpoint
create trigger audit_sweeps_are_append_only before update or delete or truncate on audit_sweeps for each statement execute function refuse_change();
--> statement-breakpoint
revoke insert, update, truncate on audit_proofs from quartermaster_app;
--> statement-breakpoint
grant insert (id, is_whole, is_sound, proved_until, report) on audit_proofs to quartermaster_app;
--> statement-breakpoint
revoke update, truncate on security_events from quartermaster_app;
--> statement-breakpoint
-- A trigger refuses every update. Whoever removes old rows holds them `for update`, which asks for the right to some.
grant update (id) on security_events to quartermaster_app;
--> statement-breakpoint
create trigger security_events_are_append_only before update or truncate on security_events for each statement execute function refuse_change();
--> statement-breakpoint
-- Ids begin with the time in milliseconds.
create function audit_day(id uuid) returns date language sql immutable as $$
  select (to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) at time zone 'UTC')::date
$$;
--> statement-breakpoint
create function audit_day_begins(day date) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from day::timestamp) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
--> statement-breakpoint
-- Each day that loses rows for their age is told once. The function runs as its owner: the application may delete old
-- refusals, as the release before does, and still write none of what is told of it.
create function tell_of_sweep() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit_sweeps (id, day, source) values (uuidv7(), audit_day(old.id), tg_table_name) on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create trigger audit_entries_tell_of_sweeps after delete on audit_entries for each row execute function tell_of_sweep();
--> statement-breakpoint
create trigger security_events_tell_of_sweeps after delete on security_events for each row execute function tell_of_sweep();
--> statement-breakpoint
create trigger list_exports_tell_of_sweeps after delete on list_exports for each row execute function tell_of_sweep();
--> statement-breakpoint
-- How long each is kept at least, in days, by a sweep of the application that waits a little longer.
create function refuse_removal_of_young() returns trigger language plpgsql as $$
begin
  if coalesce(to_jsonb(old) ->> 'occurred_at', to_jsonb(old) ->> 'began_at')::timestamptz
    < now() - make_interval(days => tg_argv[0]::integer) then
    return old;
  end if;
  raise exception '% is append-only: it is kept for % days', tg_table_name, tg_argv[0] using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger security_events_are_kept before delete on security_events for each row execute function refuse_removal_of_young(179);
--> statement-breakpoint
create trigger list_exports_are_kept before delete on list_exports for each row execute function refuse_removal_of_young(729);
--> statement-breakpoint
revoke update, truncate on list_exports from quartermaster_app;
--> statement-breakpoint
-- How much has left is added once it has.
grant update (rows, is_whole) on list_exports to quartermaster_app;
--> statement-breakpoint
create function refuse_removal_of_hashes() returns trigger language plpgsql as $$
begin
  if exists (select from audit_sweeps s where s.source = old.source and s.day = old.day) then
    return old;
  end if;
  raise exception '% is append-only: the hashes go with their rows', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger audit_seal_blocks_are_kept before delete on audit_seal_blocks for each row execute function refuse_removal_of_hashes();
--> statement-breakpoint
-- As before, and only what a sealed day holds.
create or replace function sweep_audit(years integer, most integer) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  oldest_kept timestamptz := now() - make_interval(years => years);
  first_kept uuid := (lpad(to_hex(floor(extract(epoch from oldest_kept) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid;
  first_unsealed uuid := (select audit_day_begins(max(day) + 1) from audit_seals);
  removed bigint;
begin
  if years is null or years < 1 then
    raise exception 'history of the last year is kept' using errcode = 'restrict_violation';
  end if;
  perform set_config('quartermaster.sweeps', 'audit', true);
  delete from audit_entries where id in (
    select id from audit_entries where id < least(first_kept, first_unsealed) and occurred_at < oldest_kept
      and first_unsealed is not null
    order by id limit most for update skip locked);
  get diagnostics removed = row_count;
  perform set_config('quartermaster.sweeps', '', true);
  return removed;
end $$;
--> statement-breakpoint
-- The hashes of days whose rows are all gone: they would confirm a guess at what the rows said.
create function sweep_audit_hashes(most integer) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  oldest_entry date := coalesce((select audit_day(id) from audit_entries order by id limit 1), 'infinity');
  oldest_event date := coalesce((select audit_day(id) from security_events order by id limit 1), 'infinity');
  oldest_export date := coalesce((select audit_day(id) from list_exports order by id limit 1), 'infinity');
  removed bigint;
begin
  delete from audit_seal_blocks where (source, day, ordinal) in (
    select b.source, b.day, b.ordinal from audit_seal_blocks b
    join audit_sweeps s on s.source = b.source and s.day = b.day
    where b.source = 'audit_entries' and b.day < oldest_entry
      or b.source = 'security_events' and b.day < oldest_event
      or b.source = 'list_exports' and b.day < oldest_export
    limit most);
  get diagnostics removed = row_count;
  return removed;
end $$;
--> statement-breakpoint
revoke execute on function sweep_audit_hashes from public;
--> statement-breakpoint
grant execute on function sweep_audit_hashes to quartermaster_app;
