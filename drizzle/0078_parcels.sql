CREATE TABLE "carriers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"services" text[] DEFAULT '{}' NOT NULL,
	"tracking_link" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "carriers_have_a_name" CHECK (length(trim("carriers"."name")) > 0),
	CONSTRAINT "carriers_have_few_services" CHECK (cardinality("carriers"."services") <= 20),
	CONSTRAINT "carriers_tracking_link_is_safe" CHECK ("carriers"."tracking_link" = '' or ("carriers"."tracking_link" ~ '^https://[^[:space:]{}]+[{]tracking[}][^[:space:]{}]*$'))
);
--> statement-breakpoint
CREATE TABLE "parcel_lines" (
	"parcel_id" uuid NOT NULL,
	"shipment_line_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "parcel_lines_parcel_id_shipment_line_id_pk" PRIMARY KEY("parcel_id","shipment_line_id"),
	CONSTRAINT "parcel_lines_hold_something" CHECK ("parcel_lines"."quantity" > 0),
	CONSTRAINT "parcel_lines_quantity_is_exact" CHECK ("parcel_lines"."quantity" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "parcels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shipment_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"carrier_id" uuid,
	"service" text DEFAULT '' NOT NULL,
	"tracking" text DEFAULT '' NOT NULL,
	"weight" integer,
	"length" integer,
	"width" integer,
	"height" integer,
	"packed_by" uuid NOT NULL,
	"packed_at" timestamp (3) with time zone NOT NULL,
	"handed_over_at" timestamp (3) with time zone,
	"handed_over_by" uuid,
	"removed_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "parcels_sequence_is_taken" UNIQUE("shipment_id","sequence"),
	CONSTRAINT "parcels_weigh_something" CHECK ("parcels"."weight" between 1 and 1000000),
	CONSTRAINT "parcels_have_three_sides" CHECK (num_nulls("parcels"."length", "parcels"."width", "parcels"."height") in (0, 3) and "parcels"."length" between 1 and 10000
        and "parcels"."width" between 1 and 10000 and "parcels"."height" between 1 and 10000),
	CONSTRAINT "parcels_are_handed_over_by_someone" CHECK (("parcels"."handed_over_at" is null) = ("parcels"."handed_over_by" is null)
        and ("parcels"."removed_at" is null or "parcels"."handed_over_at" is null))
);
--> statement-breakpoint
ALTER TABLE "parcel_lines" ADD CONSTRAINT "parcel_lines_parcel_id_parcels_id_fk" FOREIGN KEY ("parcel_id") REFERENCES "public"."parcels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parcel_lines" ADD CONSTRAINT "parcel_lines_shipment_line_id_shipment_lines_id_fk" FOREIGN KEY ("shipment_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parcels" ADD CONSTRAINT "parcels_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parcels" ADD CONSTRAINT "parcels_carrier_id_carriers_id_fk" FOREIGN KEY ("carrier_id") REFERENCES "public"."carriers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parcels" ADD CONSTRAINT "parcels_packed_by_users_id_fk" FOREIGN KEY ("packed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parcels" ADD CONSTRAINT "parcels_handed_over_by_users_id_fk" FOREIGN KEY ("handed_over_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "carriers_name_is_taken" ON "carriers" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "parcel_lines_of_shipment_line" ON "parcel_lines" USING btree ("shipment_line_id");--> statement-breakpoint
CREATE INDEX "parcels_to_hand_over" ON "parcels" USING btree ("id") WHERE "parcels"."handed_over_at" is null and "parcels"."removed_at" is null;--> statement-breakpoint
-- Whoever packs, by whatever way: no more of a line than was shipped of it, and only into a parcel of its shipment. The
-- row lock of the shipment makes two who pack the same piece come one after the other.
create function parcel_lines_hold_what_shipped() returns trigger language plpgsql as $$
declare
  of_shipment uuid;
  shipped bigint;
begin
  select shipment_id, quantity into of_shipment, shipped from shipment_lines where id = new.shipment_line_id;
  perform from shipments where id = of_shipment for no key update;
  if not exists (
    select from parcels where id = new.parcel_id and shipment_id = of_shipment and removed_at is null) then
    raise exception 'These items are not in the shipment of the parcel.'
      using errcode = 'check_violation', constraint = 'parcel_lines_are_of_their_shipment';
  end if;
  if (select sum(quantity) from parcel_lines where shipment_line_id = new.shipment_line_id) > shipped then
    raise exception 'More would lie in parcels than was shipped.'
      using errcode = 'check_violation', constraint = 'parcel_lines_never_exceed_what_shipped';
  end if;
  return null;
end
$$;--> statement-breakpoint
create trigger parcel_lines_hold_what_shipped after insert or update on parcel_lines for each row
  execute function parcel_lines_hold_what_shipped();--> statement-breakpoint
-- Whoever takes a customer out of everything empties the numbers of shipments, the release before too, which knows of no
-- parcels: theirs go with them.
create function forget_tracking_of_parcels() returns trigger language plpgsql as $$
begin
  update parcels set tracking = '' where shipment_id = new.id and tracking <> '';
  return null;
end
$$;--> statement-breakpoint
create trigger shipments_forget_tracking_of_parcels after update of tracking on shipments for each row
  when (new.tracking = '' and old.tracking <> '') execute function forget_tracking_of_parcels();--> statement-breakpoint
-- What the carrier has is not back in its bins. Whoever hands over waits for the row of the shipment, so it is one or
-- the other, whichever release voids.
create function keep_what_was_handed_over() returns trigger language plpgsql as $$
begin
  if exists (select from parcels where shipment_id = new.id and handed_over_at is not null) then
    raise exception 'Parcels of this shipment were handed over to their carrier.'
      using errcode = 'check_violation', constraint = 'shipments_handed_over_are_not_voided';
  end if;
  return null;
end
$$;--> statement-breakpoint
create trigger shipments_keep_what_was_handed_over after update of voided_at on shipments for each row
  when (old.voided_at is null and new.voided_at is not null) execute function keep_what_was_handed_over();
