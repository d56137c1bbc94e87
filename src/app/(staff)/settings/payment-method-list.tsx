"use client";

import type { PaymentMethod } from "@/modules/shop/payment-method";
import { Badge } from "@/ui/badge";

/** How a shop is paid, in its order. */
export const MethodList = ({ label, methods }: { label: string; methods: readonly PaymentMethod[] }) => (
  <ul aria-label={label} className="divide-y divide-border text-sm">
    {methods.map(({ id, name, isDefault, isArchived }) => (
      <li key={id} className="flex items-center gap-2 py-1.5">
        <span className="min-w-0">{name}</span>
        {isDefault && <Badge>Default</Badge>}
        {isArchived && <Badge tone="warning">Archived</Badge>}
      </li>
    ))}
  </ul>
);
