"use client";

import { entryItem } from "@/app/(staff)/_history/entity-entries";
import { HistorySkeleton } from "@/app/(staff)/_history/history-skeleton";
import { storyOf } from "@/app/(staff)/orders/questions";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { refusalOf } from "@/client/refusal";
import { ShowOlder } from "@/client/show-older";
import { trpc } from "@/client/trpc";
import { ENDLESS } from "@/client/use-endless-list";
import { Timeline } from "@/ui/timeline";
import { CommentForm } from "./comment-form";
import { commentItem } from "./comment-item";

/** What was changed of an order and what people say about it, latest first, with a box to say more. */
export function OrderStory({ orderId, label }: { orderId: string; label: string }) {
  const mayComment = useCan("orders.add-comment");
  const story = trpc.history.listOfOrder.useInfiniteQuery(storyOf(orderId), ENDLESS);
  return (
    <div className="flex flex-col gap-4">
      {mayComment && <NewComment orderId={orderId} />}
      <Loaded inline query={story} skeleton={<HistorySkeleton />}>
        {({ pages }) => (
          <div>
            <Timeline
              live
              label={label}
              items={pages.flatMap(({ rows }) =>
                rows.map((row) => (row.type === "comment" ? commentItem(row, orderId) : entryItem(row))),
              )}
            />
            <ShowOlder of={story} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function NewComment({ orderId }: { orderId: string }) {
  const add = trpc.orders.addComment.useMutation();
  return (
    <CommentForm
      orderId={orderId}
      label="New comment"
      send="Comment"
      pending={add.isPending}
      error={add.error && refusalOf(add.error).message}
      onSend={(words, done) => add.mutate({ orderId, ...words }, { onSuccess: done })}
    />
  );
}
