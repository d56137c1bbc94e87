// @ts-check

/** The tables of the bare peers, and A's functions: one for each call. */
export const BARE_TABLES = `
  drop schema if exists bare cascade;
  create schema bare;
  create table bare.variants (
    id uuid primary key, sku text not null unique, title text not null, price bigint not null);
  create index on bare.variants (title, id);
  create table bare.stock (
    variant_id uuid primary key references bare.variants, on_hand bigint not null, reserved bigint not null default 0,
    check (0 <= reserved and reserved <= on_hand));
  create table bare.orders (
    id uuid primary key, customer text not null, total bigint not null, placed_at timestamptz not null default now());
  create table bare.order_lines (
    order_id uuid not null references bare.orders, variant_id uuid not null references bare.variants,
    quantity bigint not null, price bigint not null);
  create index on bare.order_lines (order_id);
  create table bare.movements (
    id bigserial primary key, variant_id uuid not null, change bigint not null, at timestamptz not null default now());
  create table bare.picks (
    id uuid primary key default gen_random_uuid(), variant_id uuid not null, quantity bigint not null,
    picked bigint not null default 0, check (picked <= quantity));

  create function bare.place_order(customer text, wanted jsonb) returns uuid language plpgsql as $$
  declare line record; order_id uuid := gen_random_uuid(); total bigint := 0;
  begin
    for line in
      select l."variantId" as variant_id, l.quantity, v.price
      from jsonb_to_recordset(wanted) as l("variantId" uuid, quantity bigint)
      join bare.variants v on v.id = l."variantId" order by 1
    loop
      update bare.stock s set reserved = s.reserved + line.quantity
      where s.variant_id = line.variant_id and s.on_hand - s.reserved >= line.quantity;
      if not found then raise exception 'insufficient stock'; end if;
      total := total + line.price * line.quantity;
    end loop;
    insert into bare.orders (id, customer, total) values (order_id, customer, total);
    insert into bare.order_lines
      select order_id, l."variantId", l.quantity, v.price
      from jsonb_to_recordset(wanted) as l("variantId" uuid, quantity bigint)
      join bare.variants v on v.id = l."variantId";
    return order_id;
  end $$;

  create function bare.draft_order(customer text, wanted jsonb) returns uuid language plpgsql as $$
  declare order_id uuid := gen_random_uuid();
  begin
    insert into bare.orders (id, customer, total)
      select order_id, draft_order.customer, sum(v.price * l.quantity)
      from jsonb_to_recordset(wanted) as l("variantId" uuid, quantity bigint)
      join bare.variants v on v.id = l."variantId";
    insert into bare.order_lines
      select order_id, l."variantId", l.quantity, v.price
      from jsonb_to_recordset(wanted) as l("variantId" uuid, quantity bigint)
      join bare.variants v on v.id = l."variantId";
    return order_id;
  end $$;

  create function bare.confirm_order(confirmed uuid) returns uuid language plpgsql as $$
  declare line record;
  begin
    perform from bare.orders where id = confirmed for update;
    for line in select variant_id, quantity from bare.order_lines where order_id = confirmed order by 1 loop
      update bare.stock s set reserved = s.reserved + line.quantity
      where s.variant_id = line.variant_id and s.on_hand - s.reserved >= line.quantity;
      if not found then raise exception 'insufficient stock'; end if;
    end loop;
    return confirmed;
  end $$;

  create function bare.ship_order(shipped uuid) returns uuid language plpgsql as $$
  declare line record;
  begin
    perform from bare.orders where id = shipped for update;
    for line in select variant_id, quantity from bare.order_lines where order_id = shipped order by 1 loop
      update bare.stock s set reserved = s.reserved - line.quantity, on_hand = s.on_hand - line.quantity
      where s.variant_id = line.variant_id;
      insert into bare.movements (variant_id, change) values (line.variant_id, -line.quantity);
    end loop;
    return shipped;
  end $$;

  create function bare.change_order(changed uuid, wanted jsonb) returns uuid language plpgsql as $$
  declare line record;
  begin
    perform from bare.orders where id = changed for update;
    for line in
      select o.variant_id, l.quantity, l.quantity - o.quantity as more
      from jsonb_to_recordset(wanted) as l("variantId" uuid, quantity bigint)
      join bare.order_lines o on o.order_id = changed and o.variant_id = l."variantId" order by 1
    loop
      update bare.stock s set reserved = s.reserved + line.more
      where s.variant_id = line.variant_id and s.on_hand - s.reserved >= line.more;
      if not found then raise exception 'insufficient stock'; end if;
      update bare.order_lines set quantity = line.quantity
      where order_id = changed and variant_id = line.variant_id;
    end loop;
    update bare.orders set total = (
      select sum(price * quantity) from bare.order_lines where order_id = changed) where id = changed;
    return changed;
  end $$;
`;
