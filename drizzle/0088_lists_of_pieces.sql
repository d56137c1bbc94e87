ALTER TABLE "stock_allocations" ADD COLUMN "list_label" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- What lists fetch now, or have in hand; what is done with is never named.
update stock_allocations a set list_label = 'Pick list ' || l.number
from pick_lists l where l.id = a.list_id and (a.quantity > 0 or a.to_put_back > 0);
