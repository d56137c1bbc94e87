"use client";

import type { ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Loaded, type QueryState } from "@/client/loaded";
import { type ClientError, refusalOf } from "@/client/refusal";
import { Card, CardHeader } from "@/ui/card";
import { Form, FormGrid, SubmitButton } from "@/ui/form";
import { DetailSkeleton } from "@/ui/skeleton";
import { LimitChanged } from "./limit-changed";

type LimitsCardProps<Limit> = {
  title: string;
  description: string;
  limits: QueryState<readonly Limit[]>;
  children: (limit: Limit) => ReactNode;
};

/** What a person of each role may do by themselves; above it, a second person is asked. */
export function LimitsCard<Limit>({ title, description, limits, children }: LimitsCardProps<Limit>) {
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader title={title} description={description} className="mb-0" />
      <Loaded inline query={limits} skeleton={<DetailSkeleton />}>
        {(limits) => <div className="flex flex-col gap-5">{limits.map(children)}</div>}
      </Loaded>
    </Card>
  );
}

type LimitFormProps<Values extends FieldValues, Sent extends FieldValues> = {
  form: UseFormReturn<Values, unknown, Sent>;
  set: { mutate: (values: Sent) => void; isPending: boolean; error: ClientError | null };
  label: string;
  role: string;
  /** What others have saved while this was edited: in words, and what becomes of either choice. */
  theirs: { isBehind: boolean; text: string; onUse: () => void; onKeepMine: () => void };
  children: ReactNode;
};

/** The limit of one role. */
export function LimitForm<Values extends FieldValues, Sent extends FieldValues>(props: LimitFormProps<Values, Sent>) {
  const { form, set, label, role, theirs, children } = props;
  const asksWhich = theirs.isBehind && !set.isPending;
  return (
    <Form
      form={form}
      onSubmit={(values) => set.mutate(values)}
      pending={set.isPending}
      error={set.error && !asksWhich && refusalOf(set.error).message}
      label={label}
    >
      <h3 className="-mb-2 text-sm font-semibold">{role}</h3>
      {asksWhich && <LimitChanged to={theirs.text} onUseTheirs={theirs.onUse} onKeepMine={theirs.onKeepMine} />}
      <FormGrid columns={3}>
        {children}
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
