"use client";

import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useId, useState } from "react";
import { Button } from "./button";
import { cn } from "./class-names";
import { Input } from "./input";
import { Notice } from "./notice";
import { useReturnFocus } from "./use-return-focus";

export type ConfirmationProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  title: string;
  /** What will happen, in full: what is lost, what is kept and who is affected. */
  children: ReactNode;
  /** The verb on the button, as in the title: never "OK" or "Yes". */
  confirm: string;
  cancel?: string;
  tone?: "danger" | "primary";
  typeToConfirm?: string;
  onConfirm: () => unknown;
};

/** Asks before something happens. Closes when it succeeds; stays open with the reason when it is refused. */
export function Confirmation({ open, onOpen, ...rest }: ConfirmationProps) {
  const { save, restore } = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpen}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={save}
          onCloseAutoFocus={restore}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 animate-slide-up rounded-t-xl bg-raised shadow-large outline-none",
            "md:inset-x-4 md:top-[20vh] md:bottom-auto md:mx-auto md:max-w-md md:animate-appear md:rounded-xl",
            "md:border md:border-border",
          )}
        >
          <Question {...rest} onClose={() => onOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type QuestionProps = Omit<ConfirmationProps, "open" | "onOpen"> & { onClose: () => void };

function Question({
  title,
  children,
  confirm,
  cancel = "Cancel",
  tone = "danger",
  typeToConfirm,
  onConfirm,
  onClose,
}: QuestionProps) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const typedId = useId();

  const act = async () => {
    setPending(true);
    setProblem(null);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "This did not work. Nothing was changed.");
    } finally {
      setPending(false);
    }
  };

  return (
    <>
      <div className="flex flex-col gap-2 px-5 pt-4 pb-4">
        <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
        <Radix.Description asChild>
          <div className="text-sm text-muted">{children}</div>
        </Radix.Description>
        {typeToConfirm && (
          <div className="mt-1 flex flex-col gap-1">
            <label htmlFor={typedId} className="text-sm">
              Type <strong>{typeToConfirm}</strong> to continue
            </label>
            <Input id={typedId} value={typed} onChange={(event) => setTyped(event.target.value)} />
          </div>
        )}
        {problem && <Notice tone="danger">{problem}</Notice>}
      </div>
      <footer
        className={cn(
          "flex justify-end gap-2 border-t border-border px-5 py-3",
          "pb-[max(0.75rem,env(safe-area-inset-bottom))]",
        )}
      >
        <Radix.Cancel asChild>
          <Button disabled={pending}>{cancel}</Button>
        </Radix.Cancel>
        <Button
          variant={tone}
          pending={pending}
          disabled={typeToConfirm !== undefined && typed.trim() !== typeToConfirm}
          onClick={() => void act()}
        >
          {confirm}
        </Button>
      </footer>
    </>
  );
}
