"use client";

import { useState } from "react";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { onDemand } from "@/ui/on-demand";
import { DetailSkeleton } from "@/ui/skeleton";
import { TaxCategoryPart } from "./tax-category-part";

const DESCRIPTION =
  "An order is taxed by where its goods go and on which day it is written; a rate holds until the next one begins. " +
  "Orders that are written keep their tax.";

const AddTaxCategory = onDemand(() => import("./tax-category-dialog").then((file) => file.AddTaxCategory));
const SetRate = onDemand(() => import("./tax-rate-dialog").then((file) => file.TaxRateDialog));
const SetCategoryTax = onDemand(() => import("./category-tax-dialog").then((file) => file.CategoryTaxDialog));

type Opened = "add" | "rate" | "category" | null;

/** What is taxed how: the tax categories of the shop, with their rates by place and day. */
export function TaxesCard() {
  const taxes = trpc.catalog.listTaxes.useQuery();
  const [opened, setOpened] = useState<Opened>(null);
  const dialog = (name: Opened) => ({
    taxes: taxes.data ?? [],
    open: opened === name,
    onOpen: (open: boolean) => setOpened(open ? name : null),
  });
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader title="Taxes" description={DESCRIPTION} className="mb-0" />
      <Loaded inline query={taxes} skeleton={<DetailSkeleton />}>
        {(taxes) => taxes.map((tax) => <TaxCategoryPart key={tax.id} tax={tax} />)}
      </Loaded>
      <div className="flex flex-wrap gap-2 border-t border-border pt-4">
        <Button onClick={() => setOpened("rate")}>Set a rate</Button>
        <Button onClick={() => setOpened("category")}>Tax a product category</Button>
        <Button onClick={() => setOpened("add")}>Add a tax category</Button>
      </div>
      <AddTaxCategory {...dialog("add")} />
      <SetRate {...dialog("rate")} />
      <SetCategoryTax {...dialog("category")} />
    </Card>
  );
}
