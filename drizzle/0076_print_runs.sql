CREATE TABLE "print_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"asked" jsonb NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"failed" jsonb NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"file_key" text DEFAULT '' NOT NULL,
	CONSTRAINT "print_runs_do_no_more_than_asked" CHECK (0 <= "print_runs"."done" and "print_runs"."done" <= "print_runs"."total"),
	CONSTRAINT "print_runs_have_a_file_at_their_end" CHECK ("print_runs"."file_key" = '' or "print_runs"."ended_at" is not null),
	CONSTRAINT "print_runs_asked_is_an_object" CHECK (jsonb_typeof("print_runs"."asked") = 'object'),
	CONSTRAINT "print_runs_failed_is_an_object" CHECK (jsonb_typeof("print_runs"."failed") = 'object')
);
--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "print_runs_of_person" ON "print_runs" USING btree ("asked_by","asked_at");--> statement-breakpoint
CREATE INDEX "print_runs_by_age" ON "print_runs" USING btree ("asked_at");