"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useEffectEvent } from "react";
import {
  type DefaultValues,
  type FieldValues,
  FormProvider,
  type Resolver,
  set,
  type SubmitHandler,
  useForm,
  useFormContext,
  type UseFormReturn,
} from "react-hook-form";
import type * as z from "zod";
import { Button, type ButtonProps } from "./button";
import { cn } from "./class-names";
import { issueMessage } from "./issue-message";
import { Notice } from "./notice";

/** A zod input, or how a form that stands on a page fetches it: a page's first load has no zod. */
type FormInput<Values, Sent> = z.ZodType<Sent, Values> | (() => Promise<z.ZodType<Sent, Values>>);

const NOT_CHECKED = "Your entries couldn't be checked. They are kept. Check the connection and try again.";

/**
 * A form of a zod input: checked on sending, then at each change of an invalid field. What has to be fetched comes
 * behind the page's own scripts; a check waits for it, and fetches again what failed.
 */
export function useZodForm<Values extends FieldValues, Sent extends FieldValues>(
  input: FormInput<Values, Sent>,
  defaults: DefaultValues<NoInfer<Values>>,
): UseFormReturn<Values, unknown, Sent> {
  const fetchInput = useEffectEvent(() => typeof input === "function" && void input().catch(() => {}));
  useEffect(() => void fetchInput(), []);
  return useForm<Values, unknown, Sent>({
    resolver: resolverOf(input),
    defaultValues: defaults,
    mode: "onSubmit",
    reValidateMode: "onChange",
  });
}

function resolverOf<Values extends FieldValues, Sent>(input: FormInput<Values, Sent>): Resolver<Values, unknown, Sent> {
  if (typeof input !== "function") return zodResolver(input, { error: issueMessage });
  return async (values, context, options) => {
    const fetched = await input().catch(() => null);
    if (fetched) return zodResolver(fetched, { error: issueMessage })(values, context, options);
    const errors = {};
    set(errors, "root", { type: "fetch", message: NOT_CHECKED });
    return { values: {}, errors };
  };
}

type FormProps<Values extends FieldValues, Sent extends FieldValues> = {
  form: UseFormReturn<Values, unknown, Sent>;
  onSubmit: SubmitHandler<Sent>;
  /** A refusal that belongs to no single field. */
  error?: ReactNode;
  /** Still sending after onSubmit has returned, as with a mutation that it only starts. */
  pending?: boolean;
  label?: string;
  id?: string;
  className?: string;
  children: ReactNode;
};

const PendingContext = createContext(false);

export function Form<Values extends FieldValues, Sent extends FieldValues>(props: FormProps<Values, Sent>) {
  const { form, onSubmit, error, pending = false, label, id, className, children } = props;
  const submit = form.handleSubmit(onSubmit);
  const thrown = form.formState.errors.root?.message;
  const send = (event: FormEvent<HTMLFormElement>) => {
    // React bubbles the submit of a form in a dialog to the page's form, in which it is not.
    event.stopPropagation();
    if (pending) {
      event.preventDefault();
      return;
    }
    void submit(event);
  };
  return (
    <FormProvider {...form}>
      <PendingContext value={pending}>
        {/* Before the scripts run, a form without `post` would put its fields, even passwords, into the address. */}
        <form
          noValidate
          method="post"
          id={id}
          aria-label={label}
          onSubmit={send}
          className={cn("flex flex-col gap-4", className)}
        >
          {(error || thrown) && <Notice tone="danger">{error ?? thrown}</Notice>}
          {children}
        </form>
      </PendingContext>
    </FormProvider>
  );
}

/** Sends the form around it, by click, Enter or Ctrl+Enter. */
export function SubmitButton({ children, ...rest }: ButtonProps) {
  const { formState } = useFormContext();
  const pending = useContext(PendingContext);
  return (
    <Button variant="primary" shortcut="mod+enter" {...rest} type="submit" pending={pending || formState.isSubmitting}>
      {children}
    </Button>
  );
}

export function FormActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center justify-end gap-2 pt-1">{children}</div>;
}

const GRID_COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" } as const;

export function FormGrid({ columns = 2, children }: { columns?: keyof typeof GRID_COLUMNS; children: ReactNode }) {
  return <div className={cn("grid grid-cols-1 items-start gap-4", GRID_COLUMNS[columns])}>{children}</div>;
}
