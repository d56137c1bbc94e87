ALTER TABLE "second_factors" ADD COLUMN "wrong_codes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "second_factors" ADD COLUMN "wrong_code_at" timestamp (3) with time zone;