"use client";

import { limitText } from "@/app/(staff)/_history/limit-text";
import { type Outputs, trpc } from "@/client/trpc";
import { ROLE_NAMES } from "@/modules/users/user";
import { useZodForm } from "@/ui/form";
import { MoneyField } from "@/ui/money-field";
import { NumberField } from "@/ui/number-field";
import { notify } from "@/ui/toast";
import { useFollowing } from "@/ui/use-following";
import { LimitForm, LimitsCard } from "./limits-card";

type Limit = Outputs["inventory"]["listAdjustmentLimits"][number];

const fetchInput = async () => (await import("@/modules/inventory/contract")).SetAdjustmentLimit;

const DESCRIPTION =
  "The most that a person may adjust at once, and of one item in one bin in a day, by role. " +
  "More needs a second person. A value limit lets people work out about what an item costs.";

/** How much a person of each role may adjust. */
export function AdjustmentLimitsCard() {
  const limits = trpc.inventory.listAdjustmentLimits.useQuery();
  return (
    <LimitsCard title="Adjustment limits" description={DESCRIPTION} limits={limits}>
      {(limit) => <AdjustmentLimit key={limit.role} limit={limit} />}
    </LimitsCard>
  );
}

function AdjustmentLimit({ limit: { role, ...limit } }: { limit: Limit }) {
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
  return (
    <LimitForm
      form={form}
      set={set}
      label={`Adjustment limit of the role ${name}`}
      role={name}
      theirs={{
        isBehind,
        text: limitText(limit),
        onUse: () => restart(saved),
        onKeepMine: () => restart(saved, { ...form.getValues(), seen: limit }),
      }}
    >
      <NumberField name="quantityMax" label="Items at most" hint="Empty is no limit." optional nullable />
      <MoneyField name="valueMax" label="Value at most" hint="At cost. Empty is no limit." optional nullable />
    </LimitForm>
  );
}
