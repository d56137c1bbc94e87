"use client";

import { type Outputs, trpc } from "@/client/trpc";
import { ROLE_NAMES } from "@/modules/users/user";
import { formatRate } from "@/shared/money";
import { useZodForm } from "@/ui/form";
import { PercentField } from "@/ui/percent-field";
import { notify } from "@/ui/toast";
import { useFollowing } from "@/ui/use-following";
import { LimitForm, LimitsCard } from "./limits-card";

type Limit = Outputs["orders"]["listDiscountLimits"][number];

const fetchInput = async () => (await import("@/modules/orders/contract")).SetDiscountLimit;

const DESCRIPTION =
  "The greatest discount with which a person may confirm an order, by role. More needs a second person. " +
  "A price below the catalog's counts as a discount.";

/** With how much discount a person of each role may confirm an order. */
export function DiscountLimitsCard() {
  const limits = trpc.orders.listDiscountLimits.useQuery();
  return (
    <LimitsCard title="Discount limits" description={DESCRIPTION} limits={limits}>
      {(limit) => <DiscountLimit key={limit.role} limit={limit} />}
    </LimitsCard>
  );
}

function DiscountLimit({ limit: { role, rateMax } }: { limit: Limit }) {
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
  return (
    <LimitForm
      form={form}
      set={set}
      label={`Discount limit of the role ${name}`}
      role={name}
      theirs={{
        isBehind,
        text: rateMax === null ? "no limit" : formatRate(rateMax),
        onUse: () => restart(saved),
        onKeepMine: () => restart(saved, { ...form.getValues(), seen: rateMax }),
      }}
    >
      <PercentField name="rateMax" label="Discount at most" hint="Empty is no limit." optional nullable />
    </LimitForm>
  );
}
