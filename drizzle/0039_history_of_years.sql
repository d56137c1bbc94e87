-- History is removed by one function alone, of entries that are older than a year, and only as it is asked by whoever
-- runs the shop. The application may call it, and still delete nothing itself; nor may the owner by hand.
create function refuse_removal_of_history() returns trigger language plpgsql as $$
begin
  if current_setting('quartermaster.sweeps', true) = 'audit' and old.occurred_at < now() - interval '1 year' then
    return old;
  end if;
  raise exception '% is append-only: write a new row that corrects the old one', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
drop trigger audit_entries_are_append_only on audit_entries;
--> statement-breakpoint
create trigger audit_entries_are_append_only before update or truncate on audit_entries for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_entries_are_kept before delete on audit_entries for each row execute function refuse_removal_of_history();
--> statement-breakpoint
-- Ids begin with the time, so the oldest are found from the beginning of the primary key.
create function sweep_audit(years integer, most integer) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  oldest_kept timestamptz := now() - make_interval(years => years);
  first_kept uuid := (lpad(to_hex(floor(extract(epoch from oldest_kept) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid;
  removed bigint;
begin
  if years is null or years < 1 then
    raise exception 'history of the last year is kept' using errcode = 'restrict_violation';
  end if;
  perform set_config('quartermaster.sweeps', 'audit', true);
  delete from audit_entries where id in (
    select id from audit_entries where id < first_kept and occurred_at < oldest_kept
    order by id limit most for update skip locked);
  get diagnostics removed = row_count;
  perform set_config('quartermaster.sweeps', '', true);
  return removed;
end $$;
--> statement-breakpoint
revoke execute on function sweep_audit from public;
--> statement-breakpoint
grant execute on function sweep_audit to quartermaster_app;
