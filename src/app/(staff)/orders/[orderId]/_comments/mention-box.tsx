"use client";

import { type ComponentProps, type KeyboardEvent, useEffect, useId, useRef } from "react";
import { Textarea } from "@/ui/textarea";
import type { Reader } from "./mention";
import { ReaderList } from "./reader-list";
import { useMention } from "./use-mention";

type MentionBoxProps = Pick<
  ComponentProps<typeof Textarea>,
  "id" | "name" | "rows" | "placeholder" | "invalid" | "aria-describedby" | "aria-required"
> & {
  orderId: string;
  value: string;
  onValue: (text: string) => void;
  /** Somebody was chosen, whose name stands in the text from now on. */
  onMention: (reader: Reader) => void;
  /** It was opened to be written in. */
  takesFocus: boolean;
};

/** A box for a comment, in which an @ offers the colleagues who may read the order. Ctrl+Enter sends its form. */
export function MentionBox({ orderId, value, onValue, onMention, takesFocus, ...rest }: MentionBoxProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const mention = useMention({ box, orderId, value, onValue, onMention });
  const listId = useId();
  useEffect(() => {
    const end = box.current?.value.length ?? 0;
    if (!takesFocus) return;
    box.current?.focus();
    box.current?.setSelectionRange(end, end);
  }, [takesFocus]);

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Whoever writes with an input method confirms a word by Enter.
    if (event.nativeEvent.isComposing) return;
    const isSent = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isSent) event.currentTarget.form?.requestSubmit();
    if (!isSent && !mention.press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { readers, place } = mention;
  const isOpen = readers.length > 0;
  return (
    <div className="relative">
      <Textarea
        {...rest}
        ref={box}
        value={value}
        autoComplete="off"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${place}` : undefined}
        onChange={({ target }) => {
          onValue(target.value);
          mention.look(target);
        }}
        onSelect={({ currentTarget }) => mention.look(currentTarget)}
        onKeyDown={press}
        onBlur={mention.close}
      />
      <ReaderList id={listId} readers={readers} place={place} onChoose={mention.choose} />
    </div>
  );
}
