"use client";

import { useId } from "react";
import { trpc } from "@/client/trpc";
import { Input } from "@/ui/input";

type TagInputProps = {
  id: string;
  invalid: boolean;
  "aria-describedby": string | undefined;
  "aria-required": true | undefined;
  maxLength: number;
  disabled?: boolean;
  value: string;
  onValue: (value: string) => void;
};

/** Tags with commas between them. For the last one the browser suggests those that other orders have. */
export function TagInput({ value, onValue, ...rest }: TagInputProps) {
  const listId = useId();
  const { data = [] } = trpc.orders.listTags.useQuery();
  const before = value.slice(0, value.lastIndexOf(",") + 1);
  return (
    <>
      <Input
        {...rest}
        list={listId}
        placeholder="e.g. gift, fair"
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
      <datalist id={listId}>
        {data.map(({ tag }) => (
          <option key={tag} value={before === "" ? tag : `${before} ${tag}`} />
        ))}
      </datalist>
    </>
  );
}
