CREATE TABLE "audit_redactions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"entry_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"hash_before" text NOT NULL,
	"hash_after" text NOT NULL,
	"redacted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "audit_redactions_of_entry" ON "audit_redactions" USING btree ("entry_id");
--> statement-breakpoint
-- Nobody writes of a customer again who was erased, whichever release asks.
create function refuse_change_of_erased() returns trigger language plpgsql as $$
begin
  raise exception 'the personal data of this customer was erased' using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger customers_stay_erased before update on customers for each row when (old.erased_at is not null) execute function refuse_change_of_erased();
--> statement-breakpoint
-- What was taken out of history is written down by the function below, and by nobody else.
revoke insert, update, delete, truncate on audit_redactions from quartermaster_app;
--> statement-breakpoint
create trigger audit_redactions_are_append_only before update or delete or truncate on audit_redactions for each statement execute function refuse_change();
--> statement-breakpoint
-- History is written once, but for what it says of a customer who was erased, and then who did what and when stay.
create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  if current_setting('quartermaster.erases', true) = 'history'
     and to_jsonb(new) - array['label', 'before', 'after', 'note'] = to_jsonb(old) - array['label', 'before', 'after', 'note'] then
    return new;
  end if;
  raise exception '% is append-only: write a new row that corrects the old one', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
drop trigger audit_entries_are_append_only on audit_entries;
--> statement-breakpoint
create trigger audit_entries_are_append_only before truncate on audit_entries for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_entries_say_what_they_said before update on audit_entries for each row execute function refuse_change_of_history();
--> statement-breakpoint
drop trigger stock_transactions_are_append_only on stock_transactions;
--> statement-breakpoint
create trigger stock_transactions_are_append_only before delete or truncate on stock_transactions for each statement execute function refuse_change();
--> statement-breakpoint
create trigger stock_transactions_say_what_they_said before update on stock_transactions for each row execute function refuse_change_of_history();
--> statement-breakpoint
-- An entry as the audit trail hashes it: `FORMS` in src/platform/audit/chain/sources.ts.
create function audit_hash(entry audit_entries) returns text language sql stable as $$
  select encode(sha256(convert_to(jsonb_build_array(
    entry.id, to_char(entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry.actor_id, entry.key_id,
    entry.action, entry.entity, entry.entity_id, entry.label, entry.before, entry.after, entry.request_id,
    entry.warehouse_ids, entry.confidential)::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- An image without what is personal in it. The country decided the tax, and stays.
create function erased_image(image jsonb, kind text, called text, names text[]) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(image) = 'object' then coalesce((
    select jsonb_object_agg(key, case
      when kind = 'customer' and key = 'name' then to_jsonb(called)
      when kind = 'customer' and key in ('email', 'phone', 'address', 'note') then to_jsonb(''::text)
      when kind = 'order' and key = 'customer' and value #>> '{}' = any (names) then to_jsonb(called)
      when kind = 'order' and key in ('note', 'reason', 'tracking') and jsonb_typeof(value) = 'string' then to_jsonb(''::text)
      else value end)
    from jsonb_each(image)), '{}') else image end
$$;
--> statement-breakpoint
-- Takes an erased customer out of history and out of the notes of the ledger, and gives back the orders that name them.
-- A draft that was theirs and became another's names them still, and is found by the names that they had.
create function erase_from_history(customer uuid, last_name text) returns uuid[] language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  called text := (select name from customers where id = customer and erased_at is not null);
  names text[];
  theirs uuid[];
begin
  if called is null then
    raise exception 'only what is kept of an erased customer is taken out of history' using errcode = 'restrict_violation';
  end if;
  names := array(
    select last_name
    union select before ->> 'name' from audit_entries where entity_id = customer and entity = 'customer' and before ? 'name'
    union select after ->> 'name' from audit_entries where entity_id = customer and entity = 'customer' and after ? 'name');
  theirs := array(
    select id from orders where customer_id = customer
    union
    select entity_id from audit_entries
    where entity = 'order' and before ->> 'customer' = any (names) and after ->> 'customer' <> all (names));
  perform set_config('quartermaster.erases', 'history', true);
  with erased as (
    update audit_entries e
       set label = case when e.entity = 'customer' then called else e.label end,
           before = erased_image(e.before, e.entity, called, names),
           after = erased_image(e.after, e.entity, called, names)
     where (e.entity = 'customer' and e.entity_id = customer or e.entity = 'order' and e.entity_id = any (theirs))
       and (e.entity = 'customer' and e.label <> called
         or e.before is distinct from erased_image(e.before, e.entity, called, names)
         or e.after is distinct from erased_image(e.after, e.entity, called, names))
    returning new.id as entry_id, audit_hash(old) as hash_before, audit_hash(new) as hash_after)
  insert into audit_redactions (id, entry_id, subject_id, hash_before, hash_after)
  select uuidv7(), entry_id, customer, hash_before, hash_after from erased;
  update stock_transactions set note = '' where document_id = any (theirs) and note <> '';
  perform set_config('quartermaster.erases', '', true);
  return theirs;
end $$;
--> statement-breakpoint
revoke execute on function erase_from_history from public;
--> statement-breakpoint
grant execute on function erase_from_history to quartermaster_app;
