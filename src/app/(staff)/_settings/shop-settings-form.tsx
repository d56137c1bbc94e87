"use client";

import { type ReactNode, useState } from "react";
import { ChooseBetween } from "@/app/(staff)/_conflict/choose-between";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { refusalOf } from "@/client/refusal";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { settingsChangedMeanwhile } from "@/modules/shop/refusals";
import { SHOP_ID } from "@/modules/shop/shop";
import { Button } from "@/ui/button";
import { Form, useZodForm } from "@/ui/form";
import { useFollowing } from "@/ui/use-following";
import { changedByOthers, mergeSettings, type SettingsValues, toValues } from "./settings-conflict";

const fetchInput = async () => (await import("@/modules/shop/contract")).EditSettings;

type SettingsFormProps = {
  label: string;
  /** What the boxes begin with where it is not what is saved. */
  guess?: Partial<SettingsValues>;
  onSaved: () => void;
  /** The fields, which may be some of the settings only, and the buttons. */
  children: (isDirty: boolean) => ReactNode;
};

/** Saves settings of the shop. Where somebody else has saved some meanwhile, both are shown before anything is sent. */
export function ShopSettingsForm({ label, guess, onSaved, children }: SettingsFormProps) {
  const saved = toValues(useShop());
  const form = useZodForm(fetchInput, saved);
  const { base, isBehind, restart, accept } = useFollowing(form, saved, { ...saved, ...guess });
  const [isChoosing, setChoosing] = useState(false);
  const utils = trpc.useUtils();
  const edit = trpc.shop.editSettings.useMutation({
    onMutate: () => form.getValues(),
    onSuccess: async ({ version }, saved, sent) => {
      await utils.shop.getSettings.invalidate();
      accept({ ...saved, version }, sent);
      onSaved();
    },
    onError: async (error) => {
      if (refusalOf(error).code !== settingsChangedMeanwhile.code) return;
      await utils.shop.getSettings.invalidate();
      setChoosing(true);
    },
  });
  if (isChoosing)
    return (
      <Choose
        key={saved.version}
        base={base}
        mine={form.getValues()}
        theirs={saved}
        onDecided={(merged) => {
          restart(saved, merged);
          edit.reset();
          setChoosing(false);
        }}
      />
    );
  return (
    <Form
      form={form}
      onSubmit={(values) => (isBehind ? setChoosing(true) : edit.mutate(values))}
      pending={edit.isPending}
      error={edit.error && refusalOf(edit.error).message}
      label={label}
    >
      {children(form.formState.isDirty)}
    </Form>
  );
}

type ChooseProps = Record<"base" | "mine" | "theirs", SettingsValues> & {
  onDecided: (merged: SettingsValues) => void;
};

function Choose({ base, mine, theirs, onDecided }: ChooseProps) {
  const { warehouses } = useWarehouses();
  const latest = trpc.history.list.useQuery({ entityId: SHOP_ID, limit: 1 }).data?.rows[0];
  const warehouseName = (id: string) => warehouses.find((each) => each.id === id)?.name ?? "Another warehouse";
  return (
    <ChooseBetween
      what="the settings"
      who={latest?.actorName ?? "Someone"}
      changedAt={latest?.occurredAt ?? null}
      changed={changedByOthers(base, mine, theirs, warehouseName)}
      actions={(choices, isOpen) => (
        <Button
          variant="primary"
          disabled={isOpen}
          onClick={() => onDecided(mergeSettings(base, mine, theirs, choices))}
        >
          Continue editing
        </Button>
      )}
    />
  );
}
