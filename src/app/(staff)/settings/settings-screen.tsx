"use client";

import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { SHOP_ID } from "@/modules/shop/shop";
import { Card, CardHeader } from "@/ui/card";
import { deferred } from "@/ui/on-demand";
import { PageBody, PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { AdjustmentLimitsCard } from "./adjustment-limits-card";
import { CustomerGroupsCard } from "./customer-groups-card";
import { DiscountLimitsCard } from "./discount-limits-card";
import { FactorPoliciesCard } from "./factor-policies-card";
import { LogoCard } from "./logo-card";
import { NumberSeriesCard } from "./number-series-card";
import { SettingsForm } from "./settings-form";

/** Behind the page: it stands below the first look. */
const TaxesCard = deferred(() => import("./taxes/taxes-card").then((file) => file.TaxesCard));

const CarriersCard = deferred(() => import("./carriers/carriers-card").then((file) => file.CarriersCard));

const PaymentMethodsCard = deferred(() => import("./payment-methods-card").then((file) => file.PaymentMethodsCard));

/** The settings of the whole shop, for administrators. */
export function SettingsScreen() {
  const settings = trpc.shop.getSettings.useQuery();
  const state = trpc.shop.getSettingsState.useQuery(undefined, { refetchOnMount: "always" });
  return (
    <>
      <PageHeader title="Settings" description="They apply to everyone, at once." />
      <PageBody
        aside={
          <>
            <LogoCard />
            {state.data && <NumberSeriesCard next={state.data.nextOrderNumber} />}
            <Card>
              <CardHeader title="History" />
              <EntityHistory entityId={SHOP_ID} label="History of the settings" />
            </Card>
          </>
        }
      >
        <Loaded query={settings} skeleton={<DetailSkeleton />}>
          {() => <SettingsForm currencyIsBooked={state.data?.currencyIsBooked ?? true} />}
        </Loaded>
        <PaymentMethodsCard />
        <TaxesCard />
        <CarriersCard />
        <CustomerGroupsCard />
        <AdjustmentLimitsCard />
        <DiscountLimitsCard />
        <FactorPoliciesCard />
      </PageBody>
    </>
  );
}
