"use client";

import { type ReactNode, useState } from "react";
import { formatCount } from "@/shared/plural";
import { Card } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { Notice } from "@/ui/notice";
import { RadioCards } from "@/ui/radio-cards";

export type Side = "mine" | "theirs";

/** One field that someone else has changed: as it was read, as I left it, and as it is now. */
export type ChangedField = {
  /** Identifies the field: `title`, or `<variant id>.price`. */
  path: string;
  label: string;
  base: string;
  mine: string;
  theirs: string;
  /** I changed it too, and differently: a person has to choose. */
  isContested: boolean;
};

type ChooseBetweenProps = {
  /** What was changed: "this product". */
  what: string;
  who: string;
  changedAt: string | null;
  changed: readonly ChangedField[];
  /** The buttons, given the choices so far; `isOpen` until every contested field has one. */
  actions: (choices: Readonly<Record<string, Side>>, isOpen: boolean) => ReactNode;
};

/** Two people changed one thing: both values side by side, and the second person chooses field by field. */
export function ChooseBetween({ what, who, changedAt, changed, actions }: ChooseBetweenProps) {
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>({});
  const contested = changed.filter(({ isContested }) => isContested);
  const others = changed.filter(({ isContested }) => !isContested);
  const open = contested.filter(({ path }) => !choices[path]).length;
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warning" title={`${who} changed ${what} while you were editing it`}>
        {changedAt && (
          <>
            Saved <DateTime at={changedAt} />.{" "}
          </>
        )}
        Your entries are kept.{" "}
        {contested.length > 0
          ? "Choose which values to keep."
          : "You changed different fields, so both changes can be kept."}
      </Notice>
      {contested.map((field) => (
        <Contest
          key={field.path}
          field={field}
          who={who}
          chosen={choices[field.path]}
          onChoose={(side) => setChoices({ ...choices, [field.path]: side })}
        />
      ))}
      {others.length > 0 && <AlsoChanged fields={others} who={who} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {open > 0 && <span className="text-sm text-muted">{formatCount(open, "field")} left to choose</span>}
        {actions(choices, open > 0)}
      </div>
    </div>
  );
}

type ContestProps = { field: ChangedField; who: string; chosen: Side | undefined; onChoose: (side: Side) => void };

function Contest({ field, who, chosen, onChoose }: ContestProps) {
  return (
    <Card className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-sm font-semibold">{field.label}</h2>
        <span className="text-xs text-muted">was: {field.base || "empty"}</span>
      </div>
      <RadioCards
        label={field.label}
        value={chosen ?? null}
        onValue={onChoose}
        options={[
          { value: "mine", content: <Choice label="Yours" value={field.mine} /> },
          { value: "theirs", content: <Choice label={who} value={field.theirs} /> },
        ]}
      />
    </Card>
  );
}

function Choice({ label, value }: { label: string; value: string }) {
  return (
    <>
      <span className="text-xs text-muted">{label}</span>
      <span className="line-clamp-6 whitespace-pre-line">{value || <em className="text-muted">empty</em>}</span>
    </>
  );
}

function AlsoChanged({ fields, who }: { fields: readonly ChangedField[]; who: string }) {
  return (
    <Card className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">{who} also changed</h2>
      <ul className="flex flex-col gap-1 text-sm">
        {fields.map((field) => (
          <li key={field.path} className="flex flex-wrap gap-x-2">
            <span className="font-medium">{field.label}</span>
            <span className="line-clamp-2 text-muted">
              {field.base ? `${field.base} → ` : ""}
              {field.theirs || "empty"}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-xs text-muted">You did not change these, so they are kept.</p>
    </Card>
  );
}
