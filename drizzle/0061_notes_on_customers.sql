CREATE TABLE "customer_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"text" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "customer_notes_say_something" CHECK (length(trim("customer_notes"."text")) > 0)
);
--> statement-breakpoint
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_notes_of_customer" ON "customer_notes" USING btree ("customer_id","written_at","id");--> statement-breakpoint
create trigger customer_notes_stay_erased before insert or update on customer_notes for each row execute function refuse_of_erased();
--> statement-breakpoint
-- An image without what is personal in it: as in 0060, with what was noted.
create or replace function erased_image(image jsonb, kind text, called text, names text[], customer uuid) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(image) = 'object' then coalesce((
    select jsonb_object_agg(key, case
      when kind = 'customer' and key = 'name' then to_jsonb(called)
      when kind = 'customer' and key in ('email', 'phone', 'address', 'postcode', 'city', 'vatNumber', 'tags', 'contacts', 'addresses', 'note', 'noted')
        then to_jsonb(''::text)
      when kind = 'order' and key = 'customer' and value #>> '{}' = any (names)
        and coalesce(image ->> 'customerId', customer::text) = customer::text then to_jsonb(called)
      when kind = 'order' and key in ('note', 'reason', 'tracking', 'reference', 'deliveryAddress', 'billingAddress')
        and jsonb_typeof(value) = 'string' then to_jsonb(''::text)
      else value end)
    from jsonb_each(image)), '{}') else image end
$$;
