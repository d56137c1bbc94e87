-- What is published by now was added to the queue in the same step. The default of the moment fills those rows without
-- writing the table anew; rows that have no position yet are still to be queued.
ALTER TABLE "outbox" ADD COLUMN "queued_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "outbox" ALTER COLUMN "queued_at" DROP DEFAULT;--> statement-breakpoint
UPDATE "outbox" SET "queued_at" = null WHERE "position" is null;--> statement-breakpoint
CREATE INDEX "outbox_unqueued" ON "outbox" USING btree ("position") WHERE "outbox"."position" is not null and "outbox"."queued_at" is null;
