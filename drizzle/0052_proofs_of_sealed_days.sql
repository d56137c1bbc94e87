-- A run proves days that are sealed. Nobody else may say of a later day that it was proved: the night would pass it over.
create function refuse_proof_of_unsealed_day() returns trigger language plpgsql as $$
begin
  if new.proved_until is null or exists (select from audit_seals s where s.day = new.proved_until) then
    return new;
  end if;
  raise exception 'a day is proved once it is sealed' using errcode = 'restrict_violation', constraint = 'audit_proofs_are_of_sealed_days';
end $$;
--> statement-breakpoint
create trigger audit_proofs_are_of_sealed_days before insert or update on audit_proofs for each row execute function refuse_proof_of_unsealed_day();
