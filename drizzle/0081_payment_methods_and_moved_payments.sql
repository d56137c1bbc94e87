CREATE TABLE "payment_methods" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "payment_methods_have_a_name" CHECK (length(trim("payment_methods"."name")) > 0),
	CONSTRAINT "payment_methods_default_is_in_use" CHECK (not "payment_methods"."is_default" or "payment_methods"."archived_at" is null)
);--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_method_is_known";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "payment_method" text;--> statement-breakpoint
ALTER TABLE "stock_holds" ADD COLUMN "lost" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "moved_from_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_name_is_taken" ON "payment_methods" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_have_one_default" ON "payment_methods" USING btree ("is_default") WHERE "payment_methods"."is_default";--> statement-breakpoint
-- Those that were known until now, in their order. Their ids are what stands on payments, and what the release before writes.
insert into payment_methods (id, name, position, is_default) values
  ('bank-transfer', 'Bank transfer', 1, true),
  ('cash', 'Cash', 2, false),
  ('card', 'Card terminal', 3, false),
  ('cheque', 'Cheque', 4, false),
  ('other', 'Other', 5, false);--> statement-breakpoint
-- A new column of some thousand customers: one pass over short rows.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_payment_method_payment_methods_id_fk" FOREIGN KEY ("payment_method") REFERENCES "public"."payment_methods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- A new column, empty in every row.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "payments" ADD CONSTRAINT "payments_moved_from_id_payments_id_fk" FOREIGN KEY ("moved_from_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- About one row for each order, each of which names one of five methods: a part of a second for a hundred thousand.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "payments" ADD CONSTRAINT "payments_method_payment_methods_id_fk" FOREIGN KEY ("method") REFERENCES "public"."payment_methods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The few that drafts hold.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "stock_holds_with_losses" ON "stock_holds" USING btree ("document_id") WHERE "stock_holds"."lost" > 0;--> statement-breakpoint
-- About one row for each order: a part of a second for a hundred thousand.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "payments_by_method" ON "payments" USING btree ("method","order_id") WHERE "payments"."voids_id" is null;--> statement-breakpoint
-- Empty: no row has the column yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "payments_of_moved" ON "payments" USING btree ("moved_from_id") WHERE "payments"."moved_from_id" is not null;--> statement-breakpoint
-- The few that drafts hold.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "stock_holds" ADD CONSTRAINT "stock_holds_lose_no_less_than_nothing" CHECK ("stock_holds"."lost" >= 0);--> statement-breakpoint
-- The few that drafts hold.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "stock_holds" ADD CONSTRAINT "stock_holds_lost_is_exact" CHECK ("stock_holds"."lost" between -9007199254740991 and 9007199254740991);--> statement-breakpoint
-- A new column, empty in every row.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "payments" ADD CONSTRAINT "payments_are_moved_or_void" CHECK ("payments"."moved_from_id" is null or "payments"."voids_id" is null);--> statement-breakpoint
-- Archived, and never gone: payments name them.
revoke delete, truncate on payment_methods from quartermaster_app;--> statement-breakpoint
-- As 0079 made it, and now it notes what a hold lost that was not over: a worker tells whoever placed the quote.
create or replace function shrink_holds() returns trigger language plpgsql as $$
begin
  update stock_holds h set quantity = h.quantity - least(h.quantity, line.excess),
    lost = h.lost + case when h.held_until > now() then least(h.quantity, line.excess) else 0 end
  from (
    select document_id,
      sum(quantity) over () - greatest(new.on_hand - new.reserved, 0) - coalesce(sum(quantity) over (
        order by held_until > now(), created_at desc, document_id desc rows between unbounded preceding and 1 preceding
      ), 0) as excess
    from stock_holds where warehouse_id = new.warehouse_id and variant_id = new.variant_id
  ) line
  where h.document_id = line.document_id and h.warehouse_id = new.warehouse_id and h.variant_id = new.variant_id
    and h.quantity > 0 and line.excess > 0;
  return null;
end $$;
