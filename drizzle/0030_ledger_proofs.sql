CREATE TABLE "ledger_proofs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"finished_at" timestamp (3) with time zone NOT NULL,
	"is_whole" boolean NOT NULL,
	"is_sound" boolean NOT NULL,
	"movement_id" bigint NOT NULL,
	"proved_until" timestamp (3) with time zone NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "ledger_proofs_by_time" ON "ledger_proofs" USING btree ("finished_at");