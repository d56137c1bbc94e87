ALTER TABLE "variants" ADD COLUMN "backorder" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_availability" ADD COLUMN "waiting" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_reservations" ADD COLUMN "backordered" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "promised_on" date;--> statement-breakpoint
-- One pass over reservations each, a row for each line that was ever ordered: a second for a million. No row is in it but
-- those of what was lost.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "stock_reservations_waiting" ON "stock_reservations" USING btree ("warehouse_id","variant_id","created_at","line_id") WHERE "stock_reservations"."short" + "stock_reservations"."backordered" > 0;--> statement-breakpoint
-- One pass over a row for each item and warehouse.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "stock_availability" ADD CONSTRAINT "stock_availability_waiting_is_not_negative" CHECK ("stock_availability"."waiting" >= 0);--> statement-breakpoint
-- One pass over reservations for both, of a column that was just added.
ALTER TABLE "stock_reservations"
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "stock_reservations_backordered_is_not_negative" CHECK ("stock_reservations"."backordered" >= 0),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "stock_reservations_backordered_is_exact" CHECK ("stock_reservations"."backordered" between -9007199254740991 and 9007199254740991);--> statement-breakpoint
-- Whatever brings or frees stock asks of the row that it holds anyway whether somebody waits for it. So the sum is kept
-- by the database, whoever writes: the release before, which knows only what was lost, included. A line that waits for
-- nothing, as almost all do, costs a look at two columns.
create function count_waiting() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.short + old.backordered > 0 then
    update stock_availability set waiting = waiting - (old.short + old.backordered)
    where warehouse_id = old.warehouse_id and variant_id = old.variant_id;
  end if;
  if tg_op <> 'DELETE' and new.short + new.backordered > 0 then
    insert into stock_availability as a (warehouse_id, variant_id, waiting)
    values (new.warehouse_id, new.variant_id, new.short + new.backordered)
    on conflict (warehouse_id, variant_id) do update set waiting = a.waiting + excluded.waiting;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_reservations_count_waiting_when_written after insert on stock_reservations for each row
  when (new.short + new.backordered > 0) execute function count_waiting();
--> statement-breakpoint
create trigger stock_reservations_count_waiting after update on stock_reservations for each row
  when ((old.warehouse_id, old.variant_id, old.short + old.backordered)
    is distinct from (new.warehouse_id, new.variant_id, new.short + new.backordered)) execute function count_waiting();
--> statement-breakpoint
create trigger stock_reservations_count_waiting_when_gone after delete on stock_reservations for each row
  when (old.short + old.backordered > 0) execute function count_waiting();
--> statement-breakpoint
-- What was lost and is waited for: few rows, which an index has. The triggers have locked the table against other writers.
update stock_availability a set waiting = lost.quantity
from (select warehouse_id, variant_id, sum(short) as quantity from stock_reservations where short > 0 group by 1, 2) lost
where a.warehouse_id = lost.warehouse_id and a.variant_id = lost.variant_id;
--> statement-breakpoint
-- The release before, which works on while this one starts, cancels, lowers and removes lines without knowing what they
-- wait for. So at the end of the transaction, when reservations are written too, a line waits for no more than is left
-- of it. Of this release it finds nothing to do; shipping and confirming do not ask it.
create function wait_for_what_is_left() returns trigger language plpgsql as $$
begin
  update stock_reservations r set backordered = greatest(line.open - r.quantity - r.short, 0)
  from (
    select coalesce(max(quantity - shipped - cancelled), 0) as open from order_lines where id = old.id
  ) line
  where r.line_id = old.id and r.backordered > greatest(line.open - r.quantity - r.short, 0);
  return null;
end $$;
--> statement-breakpoint
create constraint trigger order_lines_wait_for_what_is_left after update of quantity, cancelled on order_lines
  deferrable initially deferred for each row
  when ((old.quantity, old.cancelled) is distinct from (new.quantity, new.cancelled)) execute function wait_for_what_is_left();
--> statement-breakpoint
create constraint trigger order_lines_wait_for_nothing_when_gone after delete on order_lines
  deferrable initially deferred for each row execute function wait_for_what_is_left();
