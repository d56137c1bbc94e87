ALTER TABLE "customers" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
-- A new column of some thousand customers: one pass over short rows.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_into_customers_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- No row is in it yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "customers_merged" ON "customers" USING btree ("merged_into") WHERE "customers"."merged_into" is not null;--> statement-breakpoint
-- A new column of some thousand customers: one pass over short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_are_archived" CHECK ("customers"."merged_into" is null or "customers"."archived_at" is not null);--> statement-breakpoint
-- A new column of some thousand customers: one pass over short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_merge_into_another" CHECK ("customers"."merged_into" <> "customers"."id");--> statement-breakpoint
-- As in 0061, and of a customer who was made one of several all their ids are meant.
create function erased_image(image jsonb, kind text, called text, names text[], customers uuid[]) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(image) = 'object' then coalesce((
    select jsonb_object_agg(key, case
      when kind = 'customer' and key = 'name' then to_jsonb(called)
      when kind = 'customer' and key in ('email', 'phone', 'address', 'postcode', 'city', 'vatNumber', 'tags', 'contacts', 'addresses', 'note',
        'noted', 'merged', 'mergedInto') then to_jsonb(''::text)
      when kind = 'order' and key = 'customer' and value #>> '{}' = any (names)
        and coalesce((image ->> 'customerId')::uuid = any (customers), true) then to_jsonb(called)
      when kind = 'order' and key in ('note', 'reason', 'tracking', 'reference', 'deliveryAddress', 'billingAddress')
        and jsonb_typeof(value) = 'string' then to_jsonb(''::text)
      else value end)
    from jsonb_each(image)), '{}') else image end
$$;
--> statement-breakpoint
-- As in 0051, with those who were merged into the customer.
create or replace function erase_from_history(customer uuid, last_name text) returns uuid[] language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  called text := (select name from customers where id = customer and erased_at is not null);
  -- Whoever was merged into them is them: what was written of their orders before names the other.
  ids uuid[] := array(select customer union select id from customers where merged_into = customer);
  names text[];
  own_names text[];
  theirs uuid[];
  given_away jsonb;
begin
  if called is null then
    raise exception 'only what is kept of an erased customer is taken out of history' using errcode = 'restrict_violation';
  end if;
  names := array(
    select last_name
    union select before ->> 'name' from audit_entries where entity_id = any (ids) and entity = 'customer' and before ? 'name'
    union select after ->> 'name' from audit_entries where entity_id = any (ids) and entity = 'customer' and after ? 'name');
  own_names := array(
    select unnest(names)
    except select name from customers where id <> all (ids) and name = any (names)
    except select before ->> 'name' from audit_entries
      where entity = 'customer' and entity_id <> all (ids) and before ->> 'name' = any (names)
    except select after ->> 'name' from audit_entries
      where entity = 'customer' and entity_id <> all (ids) and after ->> 'name' = any (names));
  theirs := array(select id from orders where customer_id = customer);
  -- Each order that another has by now, with the entry that gave it away.
  given_away := (
    select coalesce(jsonb_object_agg(entity_id, entry_id), '{}') from (
      select entity_id, max(id::text) as entry_id from audit_entries
      where entity = 'order' and entity_id <> all (theirs) and case
        when before ? 'customerId' then (before ->> 'customerId')::uuid = any (ids) and (after ->> 'customerId')::uuid <> all (ids)
        else before ->> 'customer' = any (own_names) and after ->> 'customer' <> all (names) end
      group by entity_id) as given);
  perform set_config('quartermaster.erases', 'history', true);
  with erased as (
    update audit_entries e
       set label = case when e.entity = 'customer' then called else e.label end,
           before = erased_image(e.before, e.entity, called, names, ids),
           after = erased_image(e.after, e.entity, called, names, ids)
     where (e.entity = 'customer' and e.entity_id = customer
         or e.entity = 'order' and e.entity_id = any (theirs)
         or e.entity = 'order' and e.entity_id in (select k::uuid from jsonb_object_keys(given_away) k)
           and e.id <= (given_away ->> e.entity_id::text)::uuid)
       and (e.entity = 'customer' and e.label <> called
         or e.before is distinct from erased_image(e.before, e.entity, called, names, ids)
         or e.after is distinct from erased_image(e.after, e.entity, called, names, ids))
    returning new.id as entry_id, audit_hash(old) as hash_before, audit_hash(new) as hash_after)
  insert into audit_redactions (id, entry_id, subject_id, hash_before, hash_after)
  select uuidv7(), entry_id, customer, hash_before, hash_after from erased;
  -- A draft has moved no stock, so what was given away has no note in the ledger.
  update stock_transactions set note = '' where document_id = any (theirs) and note <> '';
  perform set_config('quartermaster.erases', '', true);
  return theirs || array(select k::uuid from jsonb_object_keys(given_away) k);
end $$;
