"use client";

import { Pencil } from "lucide-react";
import { type ComponentType, type ReactNode, useState } from "react";
import type { Outputs } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { IconButton } from "@/ui/icon-button";

type Customer = Outputs["customers"]["get"];
type PartDialog = ComponentType<{ open: boolean; onOpen: (open: boolean) => void; customer: Customer }>;
type PartProps = {
  title: string;
  customer: Customer;
  mayEdit: boolean;
  edit: string;
  dialog: PartDialog;
  children: ReactNode;
};

/** A card of the page with the dialog that changes what it shows. */
export function Part({ title, customer, mayEdit, edit, dialog: Edit, children }: PartProps) {
  const [isOpen, setOpen] = useState(false);
  const isChangeable = mayEdit && !customer.erasedAt && !customer.mergedInto;
  return (
    <Card>
      <CardHeader
        title={title}
        actions={
          isChangeable && <IconButton label={edit} icon={<Pencil aria-hidden />} onClick={() => setOpen(true)} />
        }
      />
      {children}
      {isChangeable && <Edit open={isOpen} onOpen={setOpen} customer={customer} />}
    </Card>
  );
}

type ListPartProps<Row> = Omit<PartProps, "children"> & { rows: readonly Row[]; row: (row: Row) => ReactNode };

/** The same for what a customer has several of. */
export const ListPart = <Row extends { id: string }>({ rows, row, ...part }: ListPartProps<Row>) => (
  <Part {...part}>
    {rows.length === 0 ? (
      <p className="text-sm text-faint">None</p>
    ) : (
      <ul aria-label={part.title} className="flex flex-col gap-3 text-sm">
        {rows.map((each) => (
          <li key={each.id} className="flex flex-col gap-0.5">
            {row(each)}
          </li>
        ))}
      </ul>
    )}
  </Part>
);
