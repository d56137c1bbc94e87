"use client";

import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import {
  FACTOR_POLICIES,
  FACTOR_POLICY_NAMES,
  type FactorPolicy,
  type FactorPolicyOfRole,
} from "@/modules/users/factor";
import { ROLE_NAMES } from "@/modules/users/user";
import { oneOf } from "@/shared/one-of";
import { Card, CardHeader } from "@/ui/card";
import { Field } from "@/ui/field";
import { FormGrid } from "@/ui/form";
import { Select } from "@/ui/select";
import { DetailSkeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";

const DESCRIPTION =
  "A code from an app on the telephone, after the password. Where it is required, people without one set it up " +
  "before they can do anything else. Each choice is saved at once.";

const OPTIONS = FACTOR_POLICIES.map((policy) => ({ value: policy, label: FACTOR_POLICY_NAMES[policy] }));

/** What each role has to do with a code at sign-in. */
export function FactorPoliciesCard() {
  const policies = trpc.users.listFactorPolicies.useQuery();
  return (
    <Card>
      <CardHeader title="Second factor" description={DESCRIPTION} />
      <Loaded inline query={policies} skeleton={<DetailSkeleton />}>
        {(policies) => (
          <FormGrid columns={3}>
            {policies.map((of) => (
              <PolicyOfRole key={of.role} of={of} />
            ))}
          </FormGrid>
        )}
      </Loaded>
    </Card>
  );
}

function PolicyOfRole({ of: { role, policy } }: { of: FactorPolicyOfRole }) {
  const utils = trpc.useUtils();
  const set = trpc.users.setFactorPolicy.useMutation({
    onSuccess: () => notify.success(`The second factor of the role ${ROLE_NAMES[role]} was saved`),
    onSettled: () => utils.users.listFactorPolicies.invalidate(),
  });
  const choose = (chosen: FactorPolicy | null) =>
    chosen !== null && chosen !== policy && set.mutate({ role, policy: chosen, seen: policy });
  return (
    <div className="flex flex-col gap-2">
      <Field label={ROLE_NAMES[role]}>
        {(control) => (
          <Select
            {...control}
            disabled={set.isPending}
            value={set.isPending ? set.variables.policy : policy}
            options={OPTIONS}
            onValue={(value) => choose(oneOf(FACTOR_POLICIES, value))}
          />
        )}
      </Field>
      <RefusalNotice of={set.error} />
    </div>
  );
}
