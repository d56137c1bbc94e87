-- History is written once. A trigger refuses changes for everyone, the grants refuse them for the application.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: write a new row that corrects the old one', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger stock_transactions_are_append_only before update or delete or truncate on stock_transactions for each statement execute function refuse_change();
--> statement-breakpoint
create trigger stock_movements_are_append_only before update or delete or truncate on stock_movements for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_entries_are_append_only before update or delete or truncate on audit_entries for each statement execute function refuse_change();
--> statement-breakpoint
revoke update, delete, truncate on stock_transactions, stock_movements, audit_entries from quartermaster_app;
--> statement-breakpoint
-- Facts that join a module to one above it, which its own schema cannot name.
alter table warehouse_grants add constraint warehouse_grants_name_a_warehouse foreign key (warehouse_id) references locations (id);
--> statement-breakpoint
alter table product_imports add constraint product_imports_opening_bin_exists foreign key (opening_bin_id) references locations (id);
--> statement-breakpoint
-- A lot is a lot of its variant, and a balance stands in the warehouse of its bin.
alter table stock_movements add constraint stock_movements_lot_is_of_the_variant foreign key (lot_id, variant_id) references lots (id, variant_id);
--> statement-breakpoint
alter table stock_balances add constraint stock_balances_lot_is_of_the_variant foreign key (lot_id, variant_id) references lots (id, variant_id);
--> statement-breakpoint
alter table stock_balances add constraint stock_balances_stand_in_their_warehouse foreign key (location_id, warehouse_id) references locations (id, warehouse_id);
--> statement-breakpoint
-- Rows the product stands on: the system as a user that never signs in, and the virtual ends of the ledger.
insert into users (id, email, name, role, all_warehouses, status, created_at)
values ('00000000-0000-7000-8000-000000000001', 'system@quartermaster.invalid', 'Quartermaster', 'admin', true, 'system', now());
--> statement-breakpoint
insert into locations (id, kind, code, name, created_at) values
  ('00000000-0000-7000-8000-000000000011', 'supplier', 'SUPPLIERS', 'Suppliers', now()),
  ('00000000-0000-7000-8000-000000000012', 'customer', 'CUSTOMERS', 'Customers', now()),
  ('00000000-0000-7000-8000-000000000013', 'adjustment', 'ADJUSTMENTS', 'Adjustments', now()),
  ('00000000-0000-7000-8000-000000000014', 'scrap', 'SCRAP', 'Scrap', now()),
  ('00000000-0000-7000-8000-000000000015', 'transit', 'IN-TRANSIT', 'In transit', now());
--> statement-breakpoint
insert into number_series (name, next) values ('orders', 1001);
