"use client";

import { Card, CardHeader } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Textarea } from "@/ui/textarea";

const REFERENCE_CHARACTERS_MAX = 120;
const NOTE_CHARACTERS_MAX = 800;

type PostingDetailsProps = {
  /** Left out where a posting has no paper of its own. */
  reference?: string;
  note: string;
  onChange: (papers: { reference?: string; note?: string }) => void;
  className?: string;
};

/** Reference and note of a posting. */
export function PostingDetails({ reference, note, onChange, className }: PostingDetailsProps) {
  return (
    <Card className={className}>
      <CardHeader title={reference === undefined ? "Note" : "Delivery details"} />
      <div className="flex flex-col gap-3">
        {reference !== undefined && (
          <Field label="Reference" optional>
            {(control) => (
              <Input
                {...control}
                value={reference}
                maxLength={REFERENCE_CHARACTERS_MAX}
                placeholder="Delivery note, purchase order"
                onChange={(event) => onChange({ reference: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label="Note" optional hideLabel={reference === undefined}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              value={note}
              maxLength={NOTE_CHARACTERS_MAX}
              onChange={(event) => onChange({ note: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Card>
  );
}
