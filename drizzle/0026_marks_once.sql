-- Where the mark of a day is gone already its row is only locked, and no new version of it is written: whoever ships the
-- orders of yesterday would otherwise write one for each.
create or replace function recount_sales(placed timestamptz) returns void language plpgsql as $$
declare
  zone text;
begin
  if placed < now() - interval '12 hours' then
    select time_zone into zone from shop_settings for share;
    insert into sales_days (day, is_kept) values ((placed at time zone zone)::date, false)
    on conflict (day) do update set is_kept = false where sales_days.is_kept;
  end if;
end $$;
