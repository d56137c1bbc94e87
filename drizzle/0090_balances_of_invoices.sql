CREATE TABLE "invoice_balances" (
	"invoice_id" uuid PRIMARY KEY NOT NULL,
	"open" bigint NOT NULL,
	"is_paid" boolean NOT NULL,
	"due_on" date,
	CONSTRAINT "invoice_balances_are_paid_or_open" CHECK ("invoice_balances"."open" >= 0 and not ("invoice_balances"."is_paid" and "invoice_balances"."open" > 0)),
	CONSTRAINT "invoice_balances_open_is_exact" CHECK ("invoice_balances"."open" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
-- What is left to pay of the invoices of the orders that something was written of, with the orders held, as whoever issues
-- and whoever is paid holds them already. What was paid for an order pays its oldest invoice first; what was given back
-- is taken from that as far as credit notes say.
create function balance_written_invoices() returns trigger language plpgsql as $$
begin
  perform from orders where id in (select order_id from written) order by id for no key update;
  insert into invoice_balances as kept (invoice_id, open, is_paid, due_on)
  select id, standing.open, standing.open = 0 and credited < total, standing.due_on
    from (
      select i.id, i.due_on, i.total, i.credited,
             greatest(0, least(i.total - i.credited,
               sum(i.total - i.credited) over (partition by i.order_id order by i.id)
               - o.paid + least(o.refunded, sum(i.credited) over (partition by i.order_id))))::bigint as open
        from (
          select id, order_id, issued.due_on, net_total + tax_total as total,
                 coalesce((select sum(note.net_total + note.tax_total) from invoices note
                            where note.corrects_id = issued.id), 0) as credited
            from invoices issued where order_id in (select order_id from written) and kind = 'invoice') i
        join orders o on o.id = i.order_id) standing
  on conflict (invoice_id) do update set open = excluded.open, is_paid = excluded.is_paid
   where (kept.open, kept.is_paid) is distinct from (excluded.open, excluded.is_paid);
  return null;
end $$;
--> statement-breakpoint
create trigger invoices_are_balanced after insert on invoices
  referencing new table as written for each statement execute function balance_written_invoices();
--> statement-breakpoint
-- By its name after the trigger that says what the order was paid.
create trigger payments_balance_invoices after insert on payments
  referencing new table as written for each statement execute function balance_written_invoices();
--> statement-breakpoint
-- The triggers let nobody write a payment or an invoice until this migration ends.
insert into invoice_balances (invoice_id, open, is_paid, due_on)
select id, open, open = 0 and credited < total, due_on
  from (
    select i.id, i.due_on, i.total, i.credited,
           greatest(0, least(i.total - i.credited,
             sum(i.total - i.credited) over (partition by i.order_id order by i.id)
             - o.paid + least(o.refunded, sum(i.credited) over (partition by i.order_id))))::bigint as open
      from (
        select id, order_id, due_on, net_total + tax_total as total, coalesce(taken_back, 0) as credited
          from invoices left join (
            select corrects_id as id, sum(net_total + tax_total) as taken_back
              from invoices where corrects_id is not null group by 1) notes using (id)
         where kind = 'invoice') i
      join orders o on o.id = i.order_id) standing;
--> statement-breakpoint
ALTER TABLE "invoice_balances" ADD CONSTRAINT "invoice_balances_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "invoice_balances_open" ON "invoice_balances" USING btree ("invoice_id","due_on") WHERE "invoice_balances"."open" > 0;
--> statement-breakpoint
CREATE INDEX "invoice_balances_paid" ON "invoice_balances" USING btree ("invoice_id") WHERE "invoice_balances"."is_paid";
