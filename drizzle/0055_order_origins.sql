-- Which order another came of: duplicated, reopened, or split off. Apart from the orders, so that placing one writes
-- nothing for it.
CREATE TABLE "order_origins" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"from_id" uuid NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "order_origins_kind_is_known" CHECK ("order_origins"."kind" in ('duplicate', 'reopened', 'split')),
	CONSTRAINT "order_origins_are_others" CHECK ("order_origins"."order_id" <> "order_origins"."from_id")
);
--> statement-breakpoint
ALTER TABLE "order_origins" ADD CONSTRAINT "order_origins_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_origins" ADD CONSTRAINT "order_origins_from_id_orders_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_origins_of_order" ON "order_origins" USING btree ("from_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_are_reopened_once" ON "order_origins" USING btree ("from_id") WHERE "order_origins"."kind" = 'reopened';