"use client";

import { limitText } from "@/app/(staff)/_history/limit-text";
import { Loaded } from "@/client/loaded";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { ROLE_NAMES } from "@/modules/users/user";
import { Card, CardHeader } from "@/ui/card";
import { Form, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { MoneyField } from "@/ui/money-field";
import { NumberField } from "@/ui/number-field";
import { DetailSkeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";
import { useFollowing } from "@/ui/use-following";
import { LimitChanged } from "./limit-changed";

type Limit = Outputs["inventory"]["listAdjustmentLimits"][number];

const fetchInput = async () => (await import("@/modules/inventory/contract")).SetAdjustmentLimit;

const DESCRIPTION =
  "The most that a person may adjust at once, and of one item in one bin in a day, by role. " +
  "More needs a second person. A value limit lets people work out about what an item costs.";

/** How much a person of each role may adjust; above it, a second person is asked. */
export function AdjustmentLimitsCard() {
  const limits = trpc.inventory.listAdjustmentLimits.useQuery();
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader title="Adjustment limits" description={DESCRIPTION} className="mb-0" />
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

function LimitForm({ limit: { role, ...limit } }: { limit: Limit }) {
  const name = ROLE_NAMES[role];
  const saved = { role, ...limit, seen: limit };
  const form = useZodForm(fetchInput, saved);
  const { isBehind, restart, accept } = useFollowing(form, saved);
  const utils = trpc.useUtils();
  const set = trpc.inventory.setAdjustmentLimit.useMutation({
    onMutate: () => form.getValues(),
    onSuccess: async (_, { quantityMax, valueMax }, sent) => {
      await utils.inventory.listAdjustmentLimits.invalidate();
      accept({ role, quantityMax, valueMax, seen: { quantityMax, valueMax } }, sent);
      notify.success(`The limit of the role ${name} was saved`);
    },
    onError: () => utils.inventory.listAdjustmentLimits.invalidate(),
  });
  const asksWhich = isBehind && !set.isPending;
  return (
    <Form
      form={form}
      onSubmit={(values) => set.mutate(values)}
      pending={set.isPending}
      error={set.error && !asksWhich && refusalOf(set.error).message}
      label={`Adjustment limit of the role ${name}`}
    >
      <h3 className="-mb-2 text-sm font-semibold">{name}</h3>
      {asksWhich && (
        <LimitChanged
          to={limitText(limit)}
          onUseTheirs={() => restart(saved)}
          onKeepMine={() => restart(saved, { ...form.getValues(), seen: limit })}
        />
      )}
      <FormGrid columns={3}>
        <NumberField name="quantityMax" label="Items at most" hint="Empty is no limit." optional nullable />
        <MoneyField name="valueMax" label="Value at most" hint="At cost. Empty is no limit." optional nullable />
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
