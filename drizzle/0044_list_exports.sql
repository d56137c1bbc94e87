CREATE TABLE "list_exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"user_id" uuid,
	"key_id" uuid,
	"address" text NOT NULL,
	"list" text NOT NULL,
	"filters" jsonb NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"is_whole" boolean DEFAULT false NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "list_exports_filters_is_an_object" CHECK (jsonb_typeof("list_exports"."filters") = 'object'),
	CONSTRAINT "list_exports_rows_is_exact" CHECK ("list_exports"."rows" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE INDEX "list_exports_by_age" ON "list_exports" USING btree ("began_at","id");