ALTER TABLE "shipments" ADD COLUMN "to_pack" boolean DEFAULT true NOT NULL;--> statement-breakpoint
-- A row a shipment, in the order in which they lie: a second for a million.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "shipments_to_pack" ON "shipments" USING btree ("shipped_at","id") WHERE "shipments"."to_pack";--> statement-breakpoint
-- Whether a shipment is to be packed follows what its parcels hold, whichever release packs, with the shipment held as
-- whoever packs holds it already. It ships with nothing packed, so shipping writes nothing more.
create function mark_to_pack() returns trigger language plpgsql as $$
begin
  update shipments s set to_pack = not to_pack
    from shipment_lines written
   where written.id = case when tg_op = 'DELETE' then old.shipment_line_id else new.shipment_line_id end
     and s.id = written.shipment_id and s.voided_at is null
     and to_pack <> exists (
       select from shipment_lines line where line.shipment_id = s.id and line.quantity > coalesce(
         (select sum(packed.quantity) from parcel_lines packed where packed.shipment_line_id = line.id), 0));
  return null;
end $$;
--> statement-breakpoint
create trigger parcel_lines_leave_nothing_to_pack after insert or update or delete on parcel_lines for each row
  execute function mark_to_pack();
--> statement-breakpoint
create function leave_voided_unpacked() returns trigger language plpgsql as $$
begin
  new.to_pack := false;
  return new;
end $$;
--> statement-breakpoint
create trigger shipments_voided_are_not_packed before update of voided_at on shipments for each row
  when (new.voided_at is not null) execute function leave_voided_unpacked();
--> statement-breakpoint
update shipments s set to_pack = false
 where voided_at is not null or not exists (
   select from shipment_lines line where line.shipment_id = s.id and line.quantity > coalesce(
     (select sum(packed.quantity) from parcel_lines packed where packed.shipment_line_id = line.id), 0));
