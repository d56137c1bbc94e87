-- Who writes proofs may say what was proved, but not when: a proof of next year would put off every run until then.
ALTER TABLE "ledger_proofs" ALTER COLUMN "finished_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "ledger_proofs" ADD CONSTRAINT "ledger_proofs_prove_what_was" CHECK ("ledger_proofs"."proved_until" <= "ledger_proofs"."finished_at");--> statement-breakpoint
revoke insert, update, truncate on ledger_proofs from quartermaster_app;--> statement-breakpoint
grant insert (id, is_whole, is_sound, movement_id, proved_until, report) on ledger_proofs to quartermaster_app;
