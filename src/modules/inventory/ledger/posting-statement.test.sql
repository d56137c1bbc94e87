-- When goods leave bins and come to others
with header as (
  insert into "stock_transactions" (
    id, kind, occurred_at, recorded_at, actor_id, reason, note, reference,
    document_kind, document_id, document_label, posting_key, reverses_id
  ) values (
    $1, $2, $3, $4, $5,
    $6, $7, $8,
    $9, $10, $11,
    $12, $13
  )
  on conflict (posting_key) do nothing
  returning id
), movements as (
  insert into "stock_movements" (
    transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost
  )
  select header.id, "variantId", "lotId", "fromLocationId", "toLocationId", quantity, "unitCost"
  from header, unnest($14::integer[], $15::uuid[], $16::uuid[], $17::uuid[], $18::uuid[], $19::bigint[], $20::bigint[]) as "line"("ordinal", "variantId", "lotId", "fromLocationId", "toLocationId", "quantity", "unitCost")
  order by ordinal
), locked_balances as materialized (
  select b.location_id, b.variant_id, b.lot_id, change.delta, b.on_hand + change.delta as on_hand, b.allocated
  from header, unnest($21::uuid[], $22::uuid[], $23::uuid[], $24::bigint[]) as "change"("locationId", "variantId", "lotId", "delta")
  join "stock_balances" b on b.location_id = change."locationId" and b.variant_id = change."variantId"
    and b.lot_id is not distinct from change."lotId"
  order by b.location_id, b.variant_id, b.lot_id
  for update of b
), lowered_balances as (
  update "stock_balances" b set on_hand = locked.on_hand, allocated = locked.allocated, version = b.version + 1
  from locked_balances locked
  where b.location_id = locked.location_id and b.variant_id = locked.variant_id
    and b.lot_id is not distinct from locked.lot_id
    and locked.delta < 0 and locked.on_hand >= locked.allocated
  returning b.warehouse_id, b.location_id, b.variant_id, b.lot_id, locked.delta
), gaining_bins as materialized (
  select l.warehouse_id, change."locationId" as location_id, change."variantId" as variant_id,
    change."lotId" as lot_id, change.delta
  from header, unnest($25::uuid[], $26::uuid[], $27::uuid[], $28::bigint[]) as "change"("locationId", "variantId", "lotId", "delta")
  join "locations" l on l.id = change."locationId" and l.kind = 'bin' and l.archived_at is null
  join "variants" v on v.id = change."variantId"
    and (not v.has_serials or (change."lotId" is not null and change.delta = 1))
  for key share of l
), added_balances as (
  insert into "stock_balances" as b (warehouse_id, location_id, variant_id, lot_id, on_hand)
  select warehouse_id, location_id, variant_id, lot_id, delta
  from gaining_bins where (select count(*) from "locked_balances") >= 0
  order by location_id, variant_id, lot_id
  on conflict (location_id, variant_id, lot_id) do update set
    on_hand = b.on_hand + excluded.on_hand, version = b.version + 1
  returning 1
), raised_balances as (
  select gaining_bins.* from gaining_bins where (select count(*) from added_balances) > 0
), changed_balances as (
  select * from lowered_balances union all select * from raised_balances
), warehouse_changes as (
  select warehouse_id, variant_id, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved,
    sum(on_hand) > 0 and sum(reserved) = 0 as is_gain
  from (
    select warehouse_id, variant_id, delta, 0 from changed_balances
  ) as changes(warehouse_id, variant_id, on_hand, reserved)
  group by warehouse_id, variant_id
  having sum(on_hand) <> 0 or sum(reserved) <> 0
), locked_availability as materialized (
  select a.warehouse_id, a.variant_id, a.on_hand + change.on_hand as on_hand,
    a.reserved + change.reserved as reserved, change.is_gain
  from "stock_availability" a
  join warehouse_changes change on a.warehouse_id = change.warehouse_id and a.variant_id = change.variant_id
  order by a.warehouse_id, a.variant_id
  for update of a
), lowered_availability as (
  update "stock_availability" a set on_hand = locked.on_hand, reserved = locked.reserved, version = a.version + 1
  from locked_availability locked
  where a.warehouse_id = locked.warehouse_id and a.variant_id = locked.variant_id
    and not locked.is_gain and locked.reserved between 0 and locked.on_hand
  returning a.warehouse_id, a.variant_id, a.has_expiry
), raised_availability as (
  insert into "stock_availability" as a (warehouse_id, variant_id, on_hand)
  select warehouse_id, variant_id, on_hand
  from warehouse_changes where is_gain and (select count(*) from "locked_availability") >= 0
  order by warehouse_id, variant_id
  on conflict (warehouse_id, variant_id) do update set
    on_hand = a.on_hand + excluded.on_hand, version = a.version + 1
  returning a.warehouse_id, a.variant_id, a.waiting
)
select 'header' as what, null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id,
  null::uuid as lot_id, 0 as delta
from header
union all
select 'bin', warehouse_id, location_id, variant_id, lot_id, delta from changed_balances
union all
select 'reserved', warehouse_id, null, variant_id, null, on_hand from warehouse_changes
where not is_gain and (warehouse_id, variant_id) not in (select warehouse_id, variant_id from lowered_availability)
union all
select 'expiring', warehouse_id, null, variant_id, null, 0 from lowered_availability where has_expiry
union all
select 'waited-for', warehouse_id, null, variant_id, null, 0 from raised_availability where waiting > 0;

-- When goods only come to bins
with header as (
  insert into "stock_transactions" (
    id, kind, occurred_at, recorded_at, actor_id, reason, note, reference,
    document_kind, document_id, document_label, posting_key, reverses_id
  ) values (
    $1, $2, $3, $4, $5,
    $6, $7, $8,
    $9, $10, $11,
    $12, $13
  )
  on conflict (posting_key) do nothing
  returning id
), movements as (
  insert into "stock_movements" (
    transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost
  )
  select header.id, "variantId", "lotId", "fromLocationId", "toLocationId", quantity, "unitCost"
  from header, unnest($14::integer[], $15::uuid[], $16::uuid[], $17::uuid[], $18::uuid[], $19::bigint[], $20::bigint[]) as "line"("ordinal", "variantId", "lotId", "fromLocationId", "toLocationId", "quantity", "unitCost")
  order by ordinal
), gaining_bins as materialized (
  select l.warehouse_id, change."locationId" as location_id, change."variantId" as variant_id,
    change."lotId" as lot_id, change.delta
  from header, unnest($21::uuid[], $22::uuid[], $23::uuid[], $24::bigint[]) as "change"("locationId", "variantId", "lotId", "delta")
  join "locations" l on l.id = change."locationId" and l.kind = 'bin' and l.archived_at is null
  join "variants" v on v.id = change."variantId"
    and (not v.has_serials or (change."lotId" is not null and change.delta = 1))
  for key share of l
), added_balances as (
  insert into "stock_balances" as b (warehouse_id, location_id, variant_id, lot_id, on_hand)
  select warehouse_id, location_id, variant_id, lot_id, delta
  from gaining_bins
  order by location_id, variant_id, lot_id
  on conflict (location_id, variant_id, lot_id) do update set
    on_hand = b.on_hand + excluded.on_hand, version = b.version + 1
  returning 1
), raised_balances as (
  select gaining_bins.* from gaining_bins where (select count(*) from added_balances) > 0
), changed_balances as (
  select * from raised_balances
), warehouse_changes as (
  select warehouse_id, variant_id, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved,
    sum(on_hand) > 0 and sum(reserved) = 0 as is_gain
  from (
    select warehouse_id, variant_id, delta, 0 from changed_balances
  ) as changes(warehouse_id, variant_id, on_hand, reserved)
  group by warehouse_id, variant_id
  having sum(on_hand) <> 0 or sum(reserved) <> 0
), raised_availability as (
  insert into "stock_availability" as a (warehouse_id, variant_id, on_hand)
  select warehouse_id, variant_id, on_hand
  from warehouse_changes where is_gain
  order by warehouse_id, variant_id
  on conflict (warehouse_id, variant_id) do update set
    on_hand = a.on_hand + excluded.on_hand, version = a.version + 1
  returning a.warehouse_id, a.variant_id, a.waiting
)
select 'header' as what, null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id,
  null::uuid as lot_id, 0 as delta
from header
union all
select 'bin', warehouse_id, location_id, variant_id, lot_id, delta from changed_balances
union all
select 'waited-for', warehouse_id, null, variant_id, null, 0 from raised_availability where waiting > 0;

-- When goods only leave bins
with header as (
  insert into "stock_transactions" (
    id, kind, occurred_at, recorded_at, actor_id, reason, note, reference,
    document_kind, document_id, document_label, posting_key, reverses_id
  ) values (
    $1, $2, $3, $4, $5,
    $6, $7, $8,
    $9, $10, $11,
    $12, $13
  )
  on conflict (posting_key) do nothing
  returning id
), movements as (
  insert into "stock_movements" (
    transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost
  )
  select header.id, "variantId", "lotId", "fromLocationId", "toLocationId", quantity, "unitCost"
  from header, unnest($14::integer[], $15::uuid[], $16::uuid[], $17::uuid[], $18::uuid[], $19::bigint[], $20::bigint[]) as "line"("ordinal", "variantId", "lotId", "fromLocationId", "toLocationId", "quantity", "unitCost")
  order by ordinal
), locked_balances as materialized (
  select b.location_id, b.variant_id, b.lot_id, change.delta, b.on_hand + change.delta as on_hand, b.allocated
  from header, unnest($21::uuid[], $22::uuid[], $23::uuid[], $24::bigint[]) as "change"("locationId", "variantId", "lotId", "delta")
  join "stock_balances" b on b.location_id = change."locationId" and b.variant_id = change."variantId"
    and b.lot_id is not distinct from change."lotId"
  order by b.location_id, b.variant_id, b.lot_id
  for update of b
), lowered_balances as (
  update "stock_balances" b set on_hand = locked.on_hand, allocated = locked.allocated, version = b.version + 1
  from locked_balances locked
  where b.location_id = locked.location_id and b.variant_id = locked.variant_id
    and b.lot_id is not distinct from locked.lot_id
    and locked.delta < 0 and locked.on_hand >= locked.allocated
  returning b.warehouse_id, b.location_id, b.variant_id, b.lot_id, locked.delta
), changed_balances as (
  select * from lowered_balances
), warehouse_changes as (
  select warehouse_id, variant_id, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved,
    sum(on_hand) > 0 and sum(reserved) = 0 as is_gain
  from (
    select warehouse_id, variant_id, delta, 0 from changed_balances
  ) as changes(warehouse_id, variant_id, on_hand, reserved)
  group by warehouse_id, variant_id
  having sum(on_hand) <> 0 or sum(reserved) <> 0
), locked_availability as materialized (
  select a.warehouse_id, a.variant_id, a.on_hand + change.on_hand as on_hand,
    a.reserved + change.reserved as reserved, change.is_gain
  from "stock_availability" a
  join warehouse_changes change on a.warehouse_id = change.warehouse_id and a.variant_id = change.variant_id
  order by a.warehouse_id, a.variant_id
  for update of a
), lowered_availability as (
  update "stock_availability" a set on_hand = locked.on_hand, reserved = locked.reserved, version = a.version + 1
  from locked_availability locked
  where a.warehouse_id = locked.warehouse_id and a.variant_id = locked.variant_id
    and not locked.is_gain and locked.reserved between 0 and locked.on_hand
  returning a.warehouse_id, a.variant_id, a.has_expiry
)
select 'header' as what, null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id,
  null::uuid as lot_id, 0 as delta
from header
union all
select 'bin', warehouse_id, location_id, variant_id, lot_id, delta from changed_balances
union all
select 'reserved', warehouse_id, null, variant_id, null, on_hand from warehouse_changes
where not is_gain and (warehouse_id, variant_id) not in (select warehouse_id, variant_id from lowered_availability)
union all
select 'expiring', warehouse_id, null, variant_id, null, 0 from lowered_availability where has_expiry;

-- When stock leaves bins and fulfils reservations
with header as (
  insert into "stock_transactions" (
    id, kind, occurred_at, recorded_at, actor_id, reason, note, reference,
    document_kind, document_id, document_label, posting_key, reverses_id
  ) values (
    $1, $2, $3, $4, $5,
    $6, $7, $8,
    $9, $10, $11,
    $12, $13
  )
  on conflict (posting_key) do nothing
  returning id
), movements as (
  insert into "stock_movements" (
    transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost
  )
  select header.id, "variantId", "lotId", "fromLocationId", "toLocationId", quantity, "unitCost"
  from header, unnest($14::integer[], $15::uuid[], $16::uuid[], $17::uuid[], $18::uuid[], $19::bigint[], $20::bigint[]) as "line"("ordinal", "variantId", "lotId", "fromLocationId", "toLocationId", "quantity", "unitCost")
  order by ordinal
), locked_balances as materialized (
  select b.location_id, b.variant_id, b.lot_id, change.delta, b.on_hand + change.delta as on_hand, b.allocated
  from header, unnest($21::uuid[], $22::uuid[], $23::uuid[], $24::bigint[]) as "change"("locationId", "variantId", "lotId", "delta")
  join "stock_balances" b on b.location_id = change."locationId" and b.variant_id = change."variantId"
    and b.lot_id is not distinct from change."lotId"
  order by b.location_id, b.variant_id, b.lot_id
  for update of b
), lowered_balances as (
  update "stock_balances" b set on_hand = locked.on_hand, allocated = locked.allocated, version = b.version + 1
  from locked_balances locked
  where b.location_id = locked.location_id and b.variant_id = locked.variant_id
    and b.lot_id is not distinct from locked.lot_id
    and locked.delta < 0 and locked.on_hand >= locked.allocated
  returning b.warehouse_id, b.location_id, b.variant_id, b.lot_id, locked.delta
), changed_balances as (
  select * from lowered_balances
), warehouse_changes as (
  select warehouse_id, variant_id, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved,
    sum(on_hand) > 0 and sum(reserved) = 0 as is_gain
  from (
    select warehouse_id, variant_id, delta, 0 from changed_balances
    union all
    select fulfilled."warehouseId", fulfilled."variantId", 0, -fulfilled.quantity
    from header, unnest($25::uuid[], $26::uuid[], $27::bigint[]) as "fulfilled"("warehouseId", "variantId", "quantity")
  ) as changes(warehouse_id, variant_id, on_hand, reserved)
  group by warehouse_id, variant_id
  having sum(on_hand) <> 0 or sum(reserved) <> 0
), locked_availability as materialized (
  select a.warehouse_id, a.variant_id, a.on_hand + change.on_hand as on_hand,
    a.reserved + change.reserved as reserved, change.is_gain
  from "stock_availability" a
  join warehouse_changes change on a.warehouse_id = change.warehouse_id and a.variant_id = change.variant_id
  order by a.warehouse_id, a.variant_id
  for update of a
), lowered_availability as (
  update "stock_availability" a set on_hand = locked.on_hand, reserved = locked.reserved, version = a.version + 1
  from locked_availability locked
  where a.warehouse_id = locked.warehouse_id and a.variant_id = locked.variant_id
    and not locked.is_gain and locked.reserved between 0 and locked.on_hand
  returning a.warehouse_id, a.variant_id, a.has_expiry
)
select 'header' as what, null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id,
  null::uuid as lot_id, 0 as delta
from header
union all
select 'bin', warehouse_id, location_id, variant_id, lot_id, delta from changed_balances
union all
select 'reserved', warehouse_id, null, variant_id, null, on_hand from warehouse_changes
where not is_gain and (warehouse_id, variant_id) not in (select warehouse_id, variant_id from lowered_availability)
union all
select 'expiring', warehouse_id, null, variant_id, null, 0 from lowered_availability where has_expiry;

-- When goods touch no bin
with header as (
  insert into "stock_transactions" (
    id, kind, occurred_at, recorded_at, actor_id, reason, note, reference,
    document_kind, document_id, document_label, posting_key, reverses_id
  ) values (
    $1, $2, $3, $4, $5,
    $6, $7, $8,
    $9, $10, $11,
    $12, $13
  )
  on conflict (posting_key) do nothing
  returning id
), movements as (
  insert into "stock_movements" (
    transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost
  )
  select header.id, "variantId", "lotId", "fromLocationId", "toLocationId", quantity, "unitCost"
  from header, unnest($14::integer[], $15::uuid[], $16::uuid[], $17::uuid[], $18::uuid[], $19::bigint[], $20::bigint[]) as "line"("ordinal", "variantId", "lotId", "fromLocationId", "toLocationId", "quantity", "unitCost")
  order by ordinal
), changed_balances as (
  select null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id,
    null::uuid as lot_id, 0::bigint as delta where false
), warehouse_changes as (
  select warehouse_id, variant_id, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved,
    sum(on_hand) > 0 and sum(reserved) = 0 as is_gain
  from (
    select warehouse_id, variant_id, delta, 0 from changed_balances
  ) as changes(warehouse_id, variant_id, on_hand, reserved)
  group by warehouse_id, variant_id
  having sum(on_hand) <> 0 or sum(reserved) <> 0
)
select 'header' as what, null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id,
  null::uuid as lot_id, 0 as delta
from header
union all
select 'bin', warehouse_id, location_id, variant_id, lot_id, delta from changed_balances;
