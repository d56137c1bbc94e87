CREATE TABLE "stock_holds" (
	"document_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"held_until" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "stock_holds_one_for_each_item" PRIMARY KEY("document_id","warehouse_id","variant_id"),
	CONSTRAINT "stock_holds_are_not_negative" CHECK ("stock_holds"."quantity" >= 0),
	CONSTRAINT "stock_holds_quantity_is_exact" CHECK ("stock_holds"."quantity" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "stock_availability" ADD COLUMN "held" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "return_receipts" ADD COLUMN "receiving_id" uuid;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "quote_hold_hours" integer;--> statement-breakpoint
CREATE INDEX "stock_holds_of_stock" ON "stock_holds" USING btree ("warehouse_id","variant_id");--> statement-breakpoint
CREATE INDEX "stock_holds_by_end" ON "stock_holds" USING btree ("held_until");--> statement-breakpoint
-- One pass over a row for each item and warehouse, of a column that was just added.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "stock_availability" ADD CONSTRAINT "stock_availability_held_is_not_negative" CHECK ("stock_availability"."held" >= 0);--> statement-breakpoint
-- One row.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "shop_settings" ADD CONSTRAINT "shop_settings_quotes_hold_for_a_while" CHECK ("shop_settings"."quote_hold_hours" between 1 and 2160);--> statement-breakpoint
-- How much drafts hold at a row is asked by whoever reserves of it, under its lock. So the sum is kept by the database,
-- as what is waited for is. Holds are made and taken away under that lock.
create function count_held() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    update stock_availability set held = held - old.quantity
    where warehouse_id = old.warehouse_id and variant_id = old.variant_id;
  end if;
  if tg_op <> 'DELETE' then
    update stock_availability set held = held + new.quantity
    where warehouse_id = new.warehouse_id and variant_id = new.variant_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_holds_count after insert or update or delete on stock_holds for each row execute function count_held();
--> statement-breakpoint
-- What is lost, moved away, or reserved by the release before, which knows of no holds, is held no longer: holds whose
-- time is over give it up first, then the newest. They keep their row, so that their end is told. Where less is held
-- than there is, as almost always, it costs a look at three columns.
create function shrink_holds() returns trigger language plpgsql as $$
begin
  update stock_holds h set quantity = h.quantity - least(h.quantity, line.excess)
  from (
    select document_id,
      sum(quantity) over () - greatest(new.on_hand - new.reserved, 0) - coalesce(sum(quantity) over (
        order by held_until > now(), created_at desc, document_id desc rows between unbounded preceding and 1 preceding
      ), 0) as excess
    from stock_holds where warehouse_id = new.warehouse_id and variant_id = new.variant_id
  ) line
  where h.document_id = line.document_id and h.warehouse_id = new.warehouse_id and h.variant_id = new.variant_id
    and h.quantity > 0 and line.excess > 0;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_availability_shrink_holds after update on stock_availability for each row
  when (new.held > 0 and new.held > new.on_hand - new.reserved) execute function shrink_holds();
--> statement-breakpoint
-- Only a draft holds stock. This release takes it away before, and gives it to those who wait; the release before does not.
create function hold_while_draft() returns trigger language plpgsql as $$
begin
  perform 1 from stock_availability a
  where (a.warehouse_id, a.variant_id) in (
    select warehouse_id, variant_id from stock_holds where document_id = new.id)
  order by a.warehouse_id, a.variant_id for update;
  delete from stock_holds where document_id = new.id;
  return null;
end $$;
--> statement-breakpoint
create trigger orders_hold_while_draft after update of status on orders for each row
  when (old.status = 'draft' and new.status <> 'draft') execute function hold_while_draft();
--> statement-breakpoint
-- What is written down of a return stays, and is gone only when its receipt is undone: before anything was built on it.
create or replace function keep_return_receipts() returns trigger language plpgsql as $$
begin
  if (new.id, new.return_id, new.return_line_id, new.receiving_id, new.quantity, new.lot_id, new.outcome, new.disposition,
      new.location_id, new.net, new.tax, new.fee, new.received_by, new.received_at)
     is distinct from
     (old.id, old.return_id, old.return_line_id, old.receiving_id, old.quantity, old.lot_id, old.outcome, old.disposition,
      old.location_id, old.net, old.tax, old.fee, old.received_by, old.received_at)
     or (old.released_to is not null and new.released_to is distinct from old.released_to)
     or (old.exchange_order_id is not null and new.exchange_order_id is distinct from old.exchange_order_id) then
    raise exception 'what came back is not changed' using errcode = 'check_violation', constraint = 'return_receipts_stay';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Returns know no invoices, so the database looks: what a credit note was issued for came back. A note that waited for
-- the order while this was received bears an earlier time, and an id that was made later.
create function undo_return_receipt() returns trigger language plpgsql as $$
begin
  if old.receiving_id is null or old.released_to is not null then
    raise exception 'what came back is not removed' using errcode = 'check_violation', constraint = 'return_receipts_stay';
  end if;
  if old.outcome = 'refund' and exists (
    select from invoices note join returns r on r.order_id = note.order_id
    where r.id = old.return_id and note.kind = 'credit-note'
      and (note.issued_at >= old.received_at or note.id > old.id)) then
    raise exception 'what came back is credited' using errcode = 'check_violation',
      constraint = 'return_receipts_are_not_credited';
  end if;
  return old;
end $$;
--> statement-breakpoint
-- What came back is of another day's sum no more, and the cost of what came back after it may be another.
create function recount_sold_of_undone_receipt() returns trigger language plpgsql as $$
begin
  perform recount_sold(array(
    select old.received_at
    union all
    select b.received_at from returns r join returns other on other.order_id = r.order_id
      join return_receipts b on b.return_id = other.id where r.id = old.return_id));
  return null;
end $$;
--> statement-breakpoint
create trigger return_receipts_recount_sold_when_undone after delete on return_receipts for each row
  execute function recount_sold_of_undone_receipt();
--> statement-breakpoint
create trigger return_receipts_undone before delete on return_receipts for each row execute function undo_return_receipt();
--> statement-breakpoint
grant delete on return_receipts to quartermaster_app;
