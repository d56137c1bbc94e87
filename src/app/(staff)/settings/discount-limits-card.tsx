"use client";

import { Loaded } from "@/client/loaded";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { ROLE_NAMES } from "@/modules/users/user";
import { formatRate } from "@/shared/money";
import { Card, CardHeader } from "@/ui/card";
import { Form, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { PercentField } from "@/ui/percent-field";
import { DetailSkeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";
import { useFollowing } from "@/ui/use-following";
import { LimitChanged } from "./limit-changed";

type Limit = Outputs["orders"]["listDiscountLimits"][number];

const fetchInput = async () => (await import("@/modules/orders/contract")).SetDiscountLimit;

const DESCRIPTION =
  "The greatest discount with which a person may confirm an order, by role. More needs a second person. " +
  "A price below the catalog's counts as a discount.";

/** With how much discount a person of each role may confirm an order. */
export function DiscountLimitsCard() {
  const limits = trpc.orders.listDiscountLimits.useQuery();
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader title="Discount limits" description={DESCRIPTION} className="mb-0" />
      <Loaded inline query={limits} skeleton={<DetailSkeleton />}>
        {(limits) => (
          <div className="flex flex-col gap-5">
            {limits.map((limit) => (
              <LimitForm key={limit.role} limit={limit} />
            ))}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function LimitForm({ limit: { role, rateMax } }: { limit: Limit }) {
  const name = ROLE_NAMES[role];
  const saved = { role, rateMax, seen: rateMax };
  const form = useZodForm(fetchInput, saved);
  const { isBehind, restart, accept } = useFollowing(form, saved);
  const utils = trpc.useUtils();
  const set = trpc.orders.setDiscountLimit.useMutation({
    onMutate: () => form.getValues(),
    onSuccess: async (_, { rateMax }, sent) => {
      await utils.orders.listDiscountLimits.invalidate();
      accept({ role, rateMax, seen: rateMax }, sent);
      notify.success(`The discount limit of the role ${name} was saved`);
    },
    onError: () => utils.orders.listDiscountLimits.invalidate(),
  });
  const asksWhich = isBehind && !set.isPending;
  return (
    <Form
      form={form}
      onSubmit={(values) => set.mutate(values)}
      pending={set.isPending}
      error={set.error && !asksWhich && refusalOf(set.error).message}
      label={`Discount limit of the role ${name}`}
    >
      <h3 className="-mb-2 text-sm font-semibold">{name}</h3>
      {asksWhich && (
        <LimitChanged
          to={rateMax === null ? "no limit" : formatRate(rateMax)}
          onUseTheirs={() => restart(saved)}
          onKeepMine={() => restart(saved, { ...form.getValues(), seen: rateMax })}
        />
      )}
      <FormGrid columns={3}>
        <PercentField name="rateMax" label="Discount at most" hint="Empty is no limit." optional nullable />
        <SubmitButton
          variant="secondary"
          className="self-start sm:mt-6"
          disabled={!form.formState.isDirty || asksWhich}
        >
          Save limit
        </SubmitButton>
      </FormGrid>
    </Form>
  );
}
