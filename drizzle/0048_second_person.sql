CREATE TABLE "approval_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"label" text NOT NULL,
	"detail" text NOT NULL,
	"payload" jsonb NOT NULL,
	"reason" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"decided_by" uuid,
	"ended_at" timestamp (3) with time zone,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "approval_requests_kind_is_known" CHECK ("approval_requests"."kind" in ('stock-adjustment', 'order-discount')),
	CONSTRAINT "approval_requests_state_is_known" CHECK ("approval_requests"."state" in ('waiting', 'approved', 'refused', 'withdrawn', 'expired')),
	CONSTRAINT "approval_requests_say_why" CHECK ("approval_requests"."reason" <> ''),
	CONSTRAINT "approval_requests_need_a_second_person" CHECK ("approval_requests"."decided_by" <> "approval_requests"."asked_by"),
	CONSTRAINT "approval_requests_are_decided_by_someone" CHECK (("approval_requests"."state" in ('approved', 'refused')) = ("approval_requests"."decided_by" is not null)),
	CONSTRAINT "approval_requests_end_once" CHECK (("approval_requests"."state" = 'waiting') = ("approval_requests"."ended_at" is null)),
	CONSTRAINT "approval_requests_payload_is_an_object" CHECK (jsonb_typeof("approval_requests"."payload") = 'object')
);
--> statement-breakpoint
CREATE TABLE "discount_limits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"rate_max" bigint,
	CONSTRAINT "discount_limits_role_is_single" UNIQUE("role"),
	CONSTRAINT "discount_limits_role_is_known" CHECK ("discount_limits"."role" in ('admin', 'manager', 'staff')),
	CONSTRAINT "discount_limits_are_parts_of_a_whole" CHECK ("discount_limits"."rate_max" between 0 and 1000000)
);
--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_requests_waiting_first" ON "approval_requests" USING btree ((("state" = 'waiting')::int),"id");--> statement-breakpoint
CREATE INDEX "approval_requests_of_subject" ON "approval_requests" USING btree ("subject_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_requests_one_waiting_for_an_order" ON "approval_requests" USING btree ("subject_id") WHERE "approval_requests"."state" = 'waiting' and "approval_requests"."kind" = 'order-discount';--> statement-breakpoint
CREATE INDEX "approval_requests_that_expire" ON "approval_requests" USING btree ("expires_at") WHERE "approval_requests"."state" = 'waiting';--> statement-breakpoint
-- Warehouses are in a module above.
alter table approval_requests add constraint approval_requests_name_a_warehouse foreign key (warehouse_id) references locations (id);--> statement-breakpoint
-- What was asked stays as it was asked, and is decided once, by a person who is still let in. That this is somebody else
-- than the one who asked is a check of the table. Time is the database's.
create function guard_approval_request() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'waiting' then
      raise exception 'a request begins with waiting'
        using errcode = 'restrict_violation', constraint = 'approval_requests_begin_with_waiting';
    end if;
    return new;
  end if;
  -- What was written about a customer goes with them, in whatever state; what was decided, and by whom, stays.
  if new.reason = 'Erased' and new.note = ''
    and to_jsonb(new) - array['reason', 'note'] = to_jsonb(old) - array['reason', 'note'] then
    return new;
  end if;
  if old.state <> 'waiting' then
    raise exception 'a request is decided once'
        using errcode = 'restrict_violation', constraint = 'approval_requests_are_decided_once';
  end if;
  if (new.id, new.kind, new.subject_id, new.warehouse_id, new.label, new.detail, new.payload, new.reason, new.asked_by,
      new.asked_at, new.expires_at)
    is distinct from (old.id, old.kind, old.subject_id, old.warehouse_id, old.label, old.detail, old.payload, old.reason,
      old.asked_by, old.asked_at, old.expires_at) then
    raise exception 'a request stays as it was asked'
        using errcode = 'restrict_violation', constraint = 'approval_requests_stay_as_asked';
  end if;
  if new.decided_by is not null
    and not exists (select from users u where u.id = new.decided_by and u.kind = 'person' and u.status = 'active') then
    raise exception 'a request is decided by a person'
        using errcode = 'restrict_violation', constraint = 'approval_requests_are_decided_by_a_person';
  end if;
  if (new.state = 'approved' and old.expires_at <= now()) or (new.state = 'expired' and old.expires_at > now()) then
    raise exception 'a request is approved before it expires, and expires at its time'
        using errcode = 'restrict_violation', constraint = 'approval_requests_expire_at_their_time';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger approval_requests_are_decided_once before insert or update on approval_requests for each row execute function guard_approval_request();--> statement-breakpoint
create trigger approval_requests_are_kept before delete or truncate on approval_requests for each statement execute function refuse_change();--> statement-breakpoint
revoke delete, truncate on approval_requests from quartermaster_app;
