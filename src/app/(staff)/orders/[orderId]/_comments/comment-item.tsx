"use client";

import { MessageSquare, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DateTime } from "@/ui/date-time";
import { IconButton } from "@/ui/icon-button";
import type { TimelineItem } from "@/ui/timeline";
import { CommentForm } from "./comment-form";
import { partsOf } from "./mention";

type Told = Outputs["history"]["listOfOrder"]["rows"][number];
type OrderComment = Extract<Told, { type: "comment" }>;

/** A comment in the story of its order, with what its reader may do with it. */
export function commentItem(comment: OrderComment, orderId: string): TimelineItem {
  const { id, byName, writtenAt, editedAt, removedAt } = comment;
  const isRemoved = removedAt !== null;
  const body = isRemoved ? <Removed comment={comment} /> : editedAt && <Edited at={editedAt} />;
  return {
    id,
    title: isRemoved ? <span className="text-muted">Comment removed</span> : <Comment of={comment} orderId={orderId} />,
    at: writtenAt,
    who: byName,
    icon: <MessageSquare />,
    tone: isRemoved ? "neutral" : "accent",
    ...(body && { body }),
  };
}

const Edited = ({ at }: { at: string }) => (
  <span className="text-xs">
    Edited <DateTime at={at} />
  </span>
);

const Removed = ({ comment: { removedAt, removedByName } }: { comment: OrderComment }) => (
  <span className="text-xs">
    Removed by {removedByName} {removedAt && <DateTime at={removedAt} />}
  </span>
);

function Comment({ of: comment, orderId }: { of: OrderComment; orderId: string }) {
  const [edited, setEdited] = useState<OrderComment | null>(null);
  const pencil = useRef<HTMLButtonElement>(null);
  const done = () => {
    flushSync(() => setEdited(null));
    pencil.current?.focus();
  };
  if (edited) return <EditComment of={edited} orderId={orderId} onDone={done} />;
  const { id, text, mentions, mayEdit, mayRemove } = comment;
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 flex-1 whitespace-pre-line">
        {partsOf(text, mentions).map((part, place) =>
          part.isName ? (
            <span key={place} className="font-medium text-accent-text">
              {part.text}
            </span>
          ) : (
            part.text
          ),
        )}
      </span>
      {mayEdit && (
        <IconButton
          ref={pencil}
          label="Edit comment"
          size="sm"
          icon={<Pencil aria-hidden />}
          // As it was when the edit began: who saves it elsewhere meanwhile is not passed over.
          onClick={() => setEdited(comment)}
        />
      )}
      {mayRemove && <RemoveComment commentId={id} />}
    </span>
  );
}

type EditCommentProps = { of: OrderComment; orderId: string; onDone: () => void };

function EditComment({ of: { id: commentId, version, text, mentions }, orderId, onDone }: EditCommentProps) {
  const edit = trpc.orders.editComment.useMutation({ onSuccess: onDone });
  return (
    <CommentForm
      orderId={orderId}
      text={text}
      readers={mentions}
      label="Edit comment"
      send="Save"
      pending={edit.isPending}
      error={edit.error && refusalOf(edit.error).message}
      onSend={(words) => edit.mutate({ commentId, version, ...words })}
      onCancel={onDone}
    />
  );
}

function RemoveComment({ commentId }: { commentId: string }) {
  const remove = trpc.orders.removeComment.useMutation();
  return (
    <ConfirmDialog
      trigger={<IconButton label="Remove comment" size="sm" icon={<Trash2 aria-hidden />} />}
      title="Remove comment?"
      confirm="Remove comment"
      cancel="Keep comment"
      onConfirm={() => remove.mutateAsync({ commentId })}
    >
      What it says is gone for everyone here. That there was a comment, by whom and when, stays.
    </ConfirmDialog>
  );
}
