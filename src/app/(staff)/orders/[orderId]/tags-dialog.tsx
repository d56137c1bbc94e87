"use client";

import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { TagInput } from "@/app/(staff)/_orders/tag-input";
import type { Order } from "@/app/(staff)/orders/order-data";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { readTags, TAG_CHARACTERS_MAX, TAGS_MAX } from "@/shared/tags";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { TagBadge } from "@/ui/tag-badge";

type TagsDialogProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };

/** Each tag is added and removed at once, so there is nothing to save. */
export function TagsDialog({ order, open, onOpen }: TagsDialogProps) {
  const [typed, setTyped] = useState("");
  const add = trpc.orders.addTag.useMutation();
  const remove = trpc.orders.removeTag.useMutation();
  const orderId = order.id;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    remove.reset();
    const tags = readTags(typed);
    try {
      for (const [index, tag] of tags.entries()) {
        await add.mutateAsync({ orderId, tag });
        setTyped(tags.slice(index + 1).join(", "));
      }
    } catch {
      // The refusal stands below; what was not added stays in the box.
    }
  };
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Tags of order ${formatOrderNumber(order.number)}`}
      footer={<Button onClick={() => onOpen(false)}>Done</Button>}
    >
      <div className="flex flex-col gap-4">
        <form className="flex items-end gap-2" onSubmit={(event) => void send(event)}>
          <Field label="Add tags" hint="With commas between them." className="flex-1">
            {(control) => (
              <TagInput {...control} maxLength={TAGS_MAX * (TAG_CHARACTERS_MAX + 2)} value={typed} onValue={setTyped} />
            )}
          </Field>
          <Button type="submit" className="mb-5" pending={add.isPending} disabled={readTags(typed).length === 0}>
            Add
          </Button>
        </form>
        {order.tags.length > 0 && (
          <ul aria-label="Tags" className="flex flex-wrap gap-2">
            {order.tags.map((tag) => (
              <li key={tag} className="inline-flex items-center">
                <TagBadge tag={tag} />
                <IconButton
                  size="sm"
                  label={`Remove ${tag}`}
                  icon={<X aria-hidden />}
                  disabled={remove.isPending}
                  onClick={() => {
                    add.reset();
                    remove.mutate({ orderId, tag });
                  }}
                />
              </li>
            ))}
          </ul>
        )}
        <RefusalNotice of={add.error ?? remove.error} />
      </div>
    </Dialog>
  );
}
