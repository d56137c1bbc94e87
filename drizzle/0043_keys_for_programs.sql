CREATE TABLE "api_key_warehouses" (
	"key_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	CONSTRAINT "api_key_warehouses_key_id_warehouse_id_pk" PRIMARY KEY("key_id","warehouse_id")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_digest" text NOT NULL,
	"scopes" text[] NOT NULL,
	"all_warehouses" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_may_do_something" CHECK (cardinality("api_keys"."scopes") > 0),
	CONSTRAINT "api_keys_end_within_a_year" CHECK ("api_keys"."expires_at" > "api_keys"."created_at" and "api_keys"."expires_at" <= "api_keys"."created_at" + interval '366 days')
);
--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_active_people_have_a_password";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "kind" text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "key_id" uuid;--> statement-breakpoint
ALTER TABLE "api_key_warehouses" ADD CONSTRAINT "api_key_warehouses_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_of_user" ON "api_keys" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "api_keys_that_end" ON "api_keys" USING btree ("expires_at") WHERE "api_keys"."ended_at" is null;--> statement-breakpoint
-- Some hundred rows of people at most.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "users" ADD CONSTRAINT "users_kind_is_known" CHECK ("users"."kind" in ('person', 'program'));--> statement-breakpoint
-- Some hundred rows of people at most.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "users" ADD CONSTRAINT "users_programs_have_no_password" CHECK ("users"."kind" = 'person' or "users"."password_hash" is null);--> statement-breakpoint
-- Some hundred rows of people at most.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "users" ADD CONSTRAINT "users_active_people_have_a_password" CHECK ("users"."status" <> 'active' or "users"."password_hash" is not null or "users"."kind" = 'program');
--> statement-breakpoint
-- Warehouses are in a module above.
alter table api_key_warehouses add constraint api_key_warehouses_name_a_warehouse foreign key (warehouse_id) references locations (id);--> statement-breakpoint
-- As assert_access asks for the person's rights again, when a change commits: a key that has ended changes nothing.
create function assert_key(key uuid) returns void
  language plpgsql stable as $$
begin
  if not exists (select from api_keys k where k.id = key and k.ended_at is null and k.expires_at > now()) then
    raise exception 'access changed' using errcode = 'QM001';
  end if;
end $$;
