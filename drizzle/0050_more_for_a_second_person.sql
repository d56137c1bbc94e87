ALTER TABLE "approval_requests" DROP CONSTRAINT "approval_requests_kind_is_known";--> statement-breakpoint
-- Requests of people: some thousand rows at most.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_kind_is_known" CHECK ("approval_requests"."kind" in ('stock-adjustment', 'reserved-loss', 'imported-stock', 'order-discount'));
