ALTER TABLE "invoice_lines" ADD COLUMN "takes_fee_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- A new column of some ten thousand lines: one pass over short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_take_a_fee_back_without_items" CHECK (not "invoice_lines"."takes_fee_back" or ("invoice_lines"."corrects_line_id" is not null and "invoice_lines"."quantity" = 0));--> statement-breakpoint
-- As before, and a fee that is on an invoice keeps its receipt: nothing else would take it off again.
create or replace function undo_return_receipt() returns trigger language plpgsql as $$
declare
  of_line uuid := (select order_line_id from return_lines where id = old.return_line_id);
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
  if old.fee > 0 and (
    select coalesce(sum(case when corrects_line_id is null then net + tax else -net - tax end), 0)
      from invoice_lines
     where order_line_id = of_line and quantity = 0 and (corrects_line_id is null or takes_fee_back)
  ) > (
    select coalesce(sum(other.fee), 0)
      from return_receipts other join return_lines line on line.id = other.return_line_id
     where line.order_line_id = of_line and other.id <> old.id) then
    raise exception 'the fee for what came back is billed' using errcode = 'check_violation',
      constraint = 'return_receipts_are_not_billed';
  end if;
  return old;
end $$;
