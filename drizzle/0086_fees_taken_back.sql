ALTER TABLE "invoice_lines" ADD COLUMN "takes_fee_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- A new column of some ten thousand lines: one pass over short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_take_a_fee_back_without_items" CHECK (not "invoice_lines"."takes_fee_back" or ("invoice_lines"."corrects_line_id" is not null and "invoice_lines"."quantity" = 0));