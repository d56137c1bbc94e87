CREATE TABLE "import_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_key" text,
	"bytes" bigint NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_uploads_file_is_counted_once" UNIQUE("file_key"),
	CONSTRAINT "import_uploads_bytes_is_exact" CHECK ("import_uploads"."bytes" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "known_devices" (
	"user_id" uuid NOT NULL,
	"device" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "known_devices_user_id_device_pk" PRIMARY KEY("user_id","device")
);
--> statement-breakpoint
CREATE TABLE "password_tries" (
	"key" text PRIMARY KEY NOT NULL,
	"tries" integer NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"closed_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secret_checks" (
	"purpose" text PRIMARY KEY NOT NULL,
	"check_value" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "warehouse_ids" uuid[];--> statement-breakpoint
ALTER TABLE "import_uploads" ADD CONSTRAINT "import_uploads_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_uploads_of_user" ON "import_uploads" USING btree ("uploaded_by");--> statement-breakpoint
CREATE INDEX "password_tries_by_age" ON "password_tries" USING btree ("changed_at");