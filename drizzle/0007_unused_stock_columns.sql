-- From here on nothing reads or writes "backordered", "allocated" and "expires_at". The columns stay for one release,
-- because processes of the release before use them while those of this one start; a later migration drops them.
ALTER TABLE "stock_availability" DROP CONSTRAINT "stock_availability_backorder_is_not_negative";--> statement-breakpoint
ALTER TABLE "stock_availability" DROP CONSTRAINT "stock_availability_backordered_is_exact";--> statement-breakpoint
ALTER TABLE "stock_balances" DROP CONSTRAINT "stock_balances_never_overallocated";--> statement-breakpoint
ALTER TABLE "stock_balances" DROP CONSTRAINT "stock_balances_allocated_is_exact";--> statement-breakpoint
ALTER TABLE "stock_reservations" DROP CONSTRAINT "stock_reservations_status_is_known";--> statement-breakpoint
UPDATE "stock_reservations" SET "status" = 'released' WHERE "status" = 'expired';--> statement-breakpoint
ALTER TABLE "stock_reservations" ADD CONSTRAINT "stock_reservations_status_is_known" CHECK ("stock_reservations"."status" in ('active', 'consumed', 'released'));--> statement-breakpoint
ALTER TABLE "stock_transactions" ADD COLUMN "reference" text DEFAULT '' NOT NULL;
