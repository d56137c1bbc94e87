ALTER TABLE "order_lines" ADD COLUMN "prices_include_tax" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- The rule of each generated column, for lines of either kind; those that are there keep their values.
ALTER TABLE "order_lines" ALTER COLUMN "cancelled_net" SET EXPRESSION AS ((case when cancelled = 0 then 0 else net_total - (((unit_price::numeric * (quantity - cancelled)) - round((unit_price::numeric * (quantity - cancelled)) * discount_rate * 0.000001)) - case when prices_include_tax then (case when prices_include_tax
  then div(2 * ((unit_price::numeric * (quantity - cancelled)) - round((unit_price::numeric * (quantity - cancelled)) * discount_rate * 0.000001)) * tax_rate + 1000000 + tax_rate, 2 * (1000000 + tax_rate)::numeric)
  else round(((unit_price::numeric * (quantity - cancelled)) - round((unit_price::numeric * (quantity - cancelled)) * discount_rate * 0.000001)) * tax_rate * 0.000001) end) else 0 end) end)::bigint);
--> statement-breakpoint
ALTER TABLE "order_lines" ALTER COLUMN "cancelled_tax" SET EXPRESSION AS ((case when cancelled = 0 then 0 else tax_total - (case when prices_include_tax
  then div(2 * ((unit_price::numeric * (quantity - cancelled)) - round((unit_price::numeric * (quantity - cancelled)) * discount_rate * 0.000001)) * tax_rate + 1000000 + tax_rate, 2 * (1000000 + tax_rate)::numeric)
  else round(((unit_price::numeric * (quantity - cancelled)) - round((unit_price::numeric * (quantity - cancelled)) * discount_rate * 0.000001)) * tax_rate * 0.000001) end) end)::bigint);
