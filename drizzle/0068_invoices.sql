CREATE TABLE "invoice_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invoice_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"order_line_id" uuid,
	"corrects_line_id" uuid,
	"quantity" bigint NOT NULL,
	"net" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"tax_rate" bigint NOT NULL,
	"tax_category" text NOT NULL,
	CONSTRAINT "invoice_lines_position_is_taken" UNIQUE("invoice_id","position"),
	CONSTRAINT "invoice_lines_bill_something" CHECK ("invoice_lines"."quantity" >= 0 and "invoice_lines"."net" >= 0 and "invoice_lines"."tax" >= 0),
	CONSTRAINT "invoice_lines_tax_is_part_of_a_whole" CHECK ("invoice_lines"."tax_rate" between 0 and 1000000),
	CONSTRAINT "invoice_lines_tax_category_is_known" CHECK ("invoice_lines"."tax_category" in ('S', 'Z', 'AE', 'E', 'K', 'G', 'O')),
	CONSTRAINT "invoice_lines_tax_is_due_in_category_s" CHECK ("invoice_lines"."tax_category" = 'S' or ("invoice_lines"."tax" = 0 and "invoice_lines"."tax_rate" = 0)),
	CONSTRAINT "invoice_lines_quantity_is_exact" CHECK ("invoice_lines"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "invoice_lines_net_is_exact" CHECK ("invoice_lines"."net" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "invoice_lines_tax_is_exact" CHECK ("invoice_lines"."tax" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "invoice_logos" (
	"sha256" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"base64" text NOT NULL,
	CONSTRAINT "invoice_logos_type_is_known" CHECK ("invoice_logos"."type" in ('image/png', 'image/jpeg', 'image/webp'))
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"number" bigint NOT NULL,
	"order_id" uuid NOT NULL,
	"corrects_id" uuid,
	"currency" text NOT NULL,
	"net_total" bigint NOT NULL,
	"tax_total" bigint NOT NULL,
	"issued_on" date NOT NULL,
	"due_on" date,
	"issued_by" uuid NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"content" jsonb NOT NULL,
	"logo" text,
	CONSTRAINT "invoices_number_is_taken" UNIQUE("kind","year","number"),
	CONSTRAINT "invoices_are_of_one_order" UNIQUE("id","order_id"),
	CONSTRAINT "invoices_kind_is_known" CHECK ("invoices"."kind" in ('invoice', 'credit-note')),
	CONSTRAINT "invoices_credit_notes_correct_one" CHECK (("invoices"."kind" = 'credit-note') = ("invoices"."corrects_id" is not null)),
	CONSTRAINT "invoices_year_is_that_of_the_day" CHECK ("invoices"."year" = extract(year from "invoices"."issued_on")),
	CONSTRAINT "invoices_credit_notes_are_never_due" CHECK ("invoices"."kind" = 'invoice' or "invoices"."due_on" is null),
	CONSTRAINT "invoices_come_to_something_or_nothing" CHECK ("invoices"."net_total" >= 0 and "invoices"."tax_total" >= 0),
	CONSTRAINT "invoices_content_is_an_object" CHECK (jsonb_typeof("invoices"."content") = 'object'),
	CONSTRAINT "invoices_number_is_exact" CHECK ("invoices"."number" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "invoices_net_total_is_exact" CHECK ("invoices"."net_total" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "invoices_tax_total_is_exact" CHECK ("invoices"."tax_total" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "invoiced_parts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"net" bigint NOT NULL,
	"tax" bigint NOT NULL,
	CONSTRAINT "invoiced_parts_are_credited_no_further_than_to_nothing" CHECK ("invoiced_parts"."quantity" >= 0 and "invoiced_parts"."net" >= 0 and "invoiced_parts"."tax" >= 0),
	CONSTRAINT "invoiced_parts_quantity_is_exact" CHECK ("invoiced_parts"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "invoiced_parts_net_is_exact" CHECK ("invoiced_parts"."net" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "invoiced_parts_tax_is_exact" CHECK ("invoiced_parts"."tax" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_order_line_id_order_lines_id_fk" FOREIGN KEY ("order_line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_are_of_the_order_of_their_invoice" FOREIGN KEY ("invoice_id","order_id") REFERENCES "public"."invoices"("id","order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_correct_a_line" FOREIGN KEY ("corrects_line_id") REFERENCES "public"."invoice_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_logo_invoice_logos_sha256_fk" FOREIGN KEY ("logo") REFERENCES "public"."invoice_logos"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_correct_one_of_their_order" FOREIGN KEY ("corrects_id","order_id") REFERENCES "public"."invoices"("id","order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoiced_parts" ADD CONSTRAINT "invoiced_parts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_lines_of_order_line" ON "invoice_lines" USING btree ("order_line_id");--> statement-breakpoint
CREATE INDEX "invoice_lines_that_correct" ON "invoice_lines" USING btree ("corrects_line_id") WHERE "invoice_lines"."corrects_line_id" is not null;--> statement-breakpoint
CREATE INDEX "invoices_of_order" ON "invoices" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "invoices_by_number" ON "invoices" USING btree ("number");--> statement-breakpoint
CREATE INDEX "invoices_that_correct" ON "invoices" USING btree ("corrects_id") WHERE "invoices"."corrects_id" is not null;--> statement-breakpoint
CREATE INDEX "invoices_by_due_day" ON "invoices" USING btree ("due_on") WHERE "invoices"."due_on" is not null;--> statement-breakpoint
CREATE INDEX "invoiced_parts_of_order" ON "invoiced_parts" USING btree ("order_id");--> statement-breakpoint
create trigger invoices_are_never_changed before update or delete or truncate on invoices for each statement execute function refuse_change();--> statement-breakpoint
create trigger invoice_lines_are_never_changed before update or delete or truncate on invoice_lines for each statement execute function refuse_change();--> statement-breakpoint
create trigger invoice_logos_are_never_changed before update or delete or truncate on invoice_logos for each statement execute function refuse_change();--> statement-breakpoint
revoke update, delete, truncate on invoices, invoice_lines, invoice_logos from quartermaster_app;--> statement-breakpoint
-- What is invoiced of an order follows its invoices and credit notes, with the order held, and is never more than was
-- ordered. A credit note takes back no more of a line than the invoice bills.
create function sum_invoiced() returns trigger language plpgsql as $$
begin
  perform from orders where id in (select order_id from written) order by id for no key update;
  update invoiced_parts part
     set quantity = part.quantity + change.quantity, net = part.net + change.net, tax = part.tax + change.tax
    from (select coalesce(order_line_id, order_id) as id,
                 sum(case when corrects_line_id is null then quantity else -quantity end) as quantity,
                 sum(case when corrects_line_id is null then net else -net end) as net,
                 sum(case when corrects_line_id is null then tax else -tax end) as tax
            from written group by 1) change
   where part.id = change.id;
  insert into invoiced_parts (id, order_id, quantity, net, tax)
  select coalesce(order_line_id, order_id), order_id, sum(quantity), sum(net), sum(tax)
    from written w
   where corrects_line_id is null
     and not exists (select from invoiced_parts part where part.id = coalesce(w.order_line_id, w.order_id))
   group by 1, 2;
  if exists (
    select from invoiced_parts part
      join order_lines line on line.id = part.id
     where part.id in (select order_line_id from written) and part.quantity > line.quantity) then
    raise exception 'more is invoiced than was ordered'
      using errcode = 'check_violation', constraint = 'invoiced_parts_are_no_more_than_ordered';
  end if;
  if exists (
    select from invoice_lines line
      join (select corrects_line_id as id, sum(quantity) as quantity, sum(net) as net, sum(tax) as tax
              from invoice_lines where corrects_line_id in (select corrects_line_id from written) group by 1) credited
        on credited.id = line.id
     where credited.quantity > line.quantity or credited.net > line.net or credited.tax > line.tax) then
    raise exception 'more is credited than was invoiced'
      using errcode = 'check_violation', constraint = 'invoice_lines_are_credited_no_further_than_invoiced';
  end if;
  return null;
end $$;--> statement-breakpoint
create trigger invoice_lines_are_summed after insert on invoice_lines
  referencing new table as written for each statement execute function sum_invoiced();--> statement-breakpoint
-- Nor does a line become less than is invoiced of it, whichever release changes it.
create function keep_invoiced() returns trigger language plpgsql as $$
begin
  if exists (select from invoiced_parts where id = new.id and quantity > new.quantity) then
    raise exception 'more is invoiced than would be left'
      using errcode = 'check_violation', constraint = 'invoiced_parts_are_no_more_than_ordered';
  end if;
  return null;
end $$;--> statement-breakpoint
create trigger order_lines_keep_what_is_invoiced after update of quantity on order_lines for each row
  when (new.quantity < old.quantity) execute function keep_invoiced();
