"use client";

import { useState } from "react";
import { useController } from "react-hook-form";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { namedIn, type Reader, restAfter } from "./mention";
import { MentionBox } from "./mention-box";

type Words = { text: string; mentions: string[] };

type CommentFormProps = {
  orderId: string;
  /** What it says so far, and whom it names. */
  text?: string;
  readers?: readonly Reader[];
  label: string;
  send: string;
  pending: boolean;
  error: string | null;
  /** Sends it, and empties the box of it where `done` is called. */
  onSend: (words: Words, done: () => void) => void;
  onCancel?: () => void;
};

const loadText = async () => (await import("@/modules/orders/comments/comment")).AddComment.pick({ text: true });

/** Writes a comment, or what one says from now on. What was refused stays in the box. */
export function CommentForm({ text = "", readers = [], label, error, ...props }: CommentFormProps) {
  const { orderId, send, pending, onSend, onCancel } = props;
  const form = useZodForm(loadText, { text });
  const [chosen, setChosen] = useState(readers);
  const sendIt = (sent: { text: string }) => {
    const held = form.getValues("text");
    const words = { text: sent.text, mentions: namedIn(sent.text, chosen) };
    onSend(words, () => form.reset({ text: restAfter(held, form.getValues("text")) }));
  };
  return (
    <Form form={form} label={label} pending={pending} error={error} className="gap-2" onSubmit={sendIt}>
      <CommentField
        orderId={orderId}
        label={label}
        takesFocus={onCancel !== undefined}
        onMention={(reader) => setChosen((before) => [...before, reader])}
      />
      <FormActions>
        {onCancel && (
          <Button size="sm" variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
        )}
        {/* The box itself hears Ctrl+Enter: elsewhere on the page it belongs to others. */}
        <SubmitButton size="sm" variant="secondary" bindShortcut={false}>
          {send}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

type CommentFieldProps = {
  orderId: string;
  label: string;
  takesFocus: boolean;
  onMention: (reader: Reader) => void;
};

function CommentField({ orderId, label, takesFocus, onMention }: CommentFieldProps) {
  const { field, fieldState } = useController({ name: "text" });
  const value: unknown = field.value;
  return (
    <Field label={label} error={fieldState.error?.message}>
      {(control) => (
        <MentionBox
          {...control}
          orderId={orderId}
          name="text"
          rows={takesFocus ? 4 : 2}
          takesFocus={takesFocus}
          placeholder="For colleagues only. Type @ to name one."
          value={typeof value === "string" ? value : ""}
          onValue={field.onChange}
          onMention={onMention}
        />
      )}
    </Field>
  );
}
