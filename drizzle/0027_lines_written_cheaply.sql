-- What is cancelled of a line is computed as before, but by a function: of a generated column Postgres reads, plans and
-- prepares the whole expression in each statement that writes the table, and two long ones were two thirds of what
-- inserting the lines of an order cost. plpgsql, since the body of a function in SQL would be put in the place of its
-- call. Parts per million: a product with a decimal is exact, a quotient is rounded by whole numbers, as it has no end.
create function kept_amount(
  part text, unit_price bigint, kept bigint, discount_rate bigint, tax_rate bigint, prices_include_tax boolean
) returns bigint language plpgsql immutable strict parallel safe as $$
declare
  listed numeric := unit_price::numeric * kept;
  total numeric := listed - round(listed * discount_rate * 0.000001);
  tax numeric := case when prices_include_tax
    then div(2 * total * tax_rate + 1000000 + tax_rate, 2 * (1000000 + tax_rate)::numeric)
    else round(total * tax_rate * 0.000001) end;
begin
  return case when part = 'tax' then tax when prices_include_tax then total - tax else total end;
end $$;
--> statement-breakpoint
alter table order_lines
  alter column cancelled_net set expression as (
    (case when cancelled = 0 then 0 else net_total - kept_amount('net', unit_price, quantity - cancelled, discount_rate, tax_rate, prices_include_tax) end)),
  alter column cancelled_tax set expression as (
    (case when cancelled = 0 then 0 else tax_total - kept_amount('tax', unit_price, quantity - cancelled, discount_rate, tax_rate, prices_include_tax) end));
