CREATE TABLE "order_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"text" text NOT NULL,
	"mentions" uuid[] DEFAULT '{}' NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	"removed_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "order_comments_say_something_until_removed" CHECK (case when "order_comments"."removed_at" is null then length(trim("order_comments"."text")) > 0 else "order_comments"."text" = '' end),
	CONSTRAINT "order_comments_are_not_large" CHECK (length("order_comments"."text") <= 2000 and cardinality("order_comments"."mentions") <= 20),
	CONSTRAINT "order_comments_are_removed_by_someone" CHECK (("order_comments"."removed_at" is null) = ("order_comments"."removed_by" is null))
);
--> statement-breakpoint
ALTER TABLE "order_comments" ADD CONSTRAINT "order_comments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_comments" ADD CONSTRAINT "order_comments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_comments" ADD CONSTRAINT "order_comments_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_comments" ADD CONSTRAINT "order_comments_removed_by_users_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_comments_of_order" ON "order_comments" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "order_comments_of_customer" ON "order_comments" USING btree ("customer_id");--> statement-breakpoint
create trigger order_comments_stay_erased before insert or update on order_comments for each row execute function refuse_of_erased();
--> statement-breakpoint
-- Here and not in the application, since the release before erases customers and knows no comments.
create function erase_order_comments() returns trigger language plpgsql as $$
begin
  delete from order_comments
   where customer_id = new.id or order_id in (select o.id from orders o where o.customer_id = new.id);
  return null;
end $$;
--> statement-breakpoint
create trigger customers_erased_have_no_comments after update of erased_at on customers for each row
  when (new.erased_at is not null and old.erased_at is null) execute function erase_order_comments();
--> statement-breakpoint
-- As in 0072, and what was commented on orders.
create or replace function erased_image(image jsonb, kind text, called text, names text[], customers uuid[]) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(image) = 'object' then coalesce((
    select jsonb_object_agg(key, case
      when kind = 'customer' and key = 'name' then to_jsonb(called)
      when kind = 'customer' and key in ('email', 'phone', 'address', 'postcode', 'city', 'vatNumber', 'tags', 'contacts', 'addresses', 'note',
        'noted', 'merged', 'mergedInto', 'taxExemption') then to_jsonb(''::text)
      when kind = 'order' and key = 'customer' and value #>> '{}' = any (names)
        and coalesce((image ->> 'customerId')::uuid = any (customers), true) then to_jsonb(called)
      when kind = 'order' and key in ('note', 'reason', 'tracking', 'reference', 'tags', 'deliveryAddress', 'billingAddress', 'comment')
        and jsonb_typeof(value) = 'string' then to_jsonb(''::text)
      else value end)
    from jsonb_each(image)), '{}') else image end
$$;
