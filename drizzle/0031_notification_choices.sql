CREATE TABLE "notification_choices" (
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"app" boolean,
	"mail" boolean,
	CONSTRAINT "notification_choices_user_id_kind_pk" PRIMARY KEY("user_id","kind")
);
--> statement-breakpoint
ALTER TABLE "inboxes" ADD COLUMN "digest_hour" smallint;--> statement-breakpoint
ALTER TABLE "inboxes" ADD COLUMN "quiet_from" smallint;--> statement-breakpoint
ALTER TABLE "inboxes" ADD COLUMN "quiet_until" smallint;--> statement-breakpoint
ALTER TABLE "inboxes" ADD COLUMN "urgent_after" bigint;--> statement-breakpoint
ALTER TABLE "inboxes" ADD COLUMN "other_after" bigint;--> statement-breakpoint
ALTER TABLE "inboxes" ADD COLUMN "mailed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "inboxes" ADD COLUMN "digest_on" date;--> statement-breakpoint
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inboxes_to_mail" ON "inboxes" USING btree ("user_id") WHERE "inboxes"."urgent_after" is not null or "inboxes"."other_after" is not null;--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_digest_is_at_an_hour" CHECK ("inboxes"."digest_hour" between 0 and 23);--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_quiet_begins_at_an_hour" CHECK ("inboxes"."quiet_from" between 0 and 23);--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_quiet_ends_at_an_hour" CHECK ("inboxes"."quiet_until" between 0 and 23);--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_quiet_begins_and_ends" CHECK (("inboxes"."quiet_from" is null) = ("inboxes"."quiet_until" is null));--> statement-breakpoint
-- What was told before this release is emailed to nobody.
INSERT INTO "fact_readers" ("name", "position") SELECT 'notifications.mail', coalesce(max("ordinal"), 0) FROM "notices";
