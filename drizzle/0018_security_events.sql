CREATE TABLE "security_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"occurred_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "security_events_kind_is_known" CHECK ("security_events"."kind" in ('sign-in-refused', 'sign-in-stopped', 'access-denied'))
);
--> statement-breakpoint
DROP INDEX "products_in_letters";--> statement-breakpoint
DROP INDEX "customers_in_letters";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "must_renew" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "renewed_to" uuid;--> statement-breakpoint
CREATE INDEX "security_events_by_age" ON "security_events" USING btree ("occurred_at");--> statement-breakpoint
CREATE INDEX "products_in_letters" ON "products" USING btree ("title" collate "letters","id");--> statement-breakpoint
CREATE INDEX "customers_in_letters" ON "customers" USING btree ("name" collate "letters","id");