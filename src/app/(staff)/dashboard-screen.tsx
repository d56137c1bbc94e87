"use client";

import { DashboardActivity } from "@/app/(staff)/dashboard-activity";
import { DashboardFigures } from "@/app/(staff)/dashboard-figures";
import { DashboardFirstSteps } from "@/app/(staff)/dashboard-first-steps";
import { DashboardLowStock } from "@/app/(staff)/dashboard-low-stock";
import { DashboardSales } from "@/app/(staff)/dashboard-sales";
import { DashboardToShip } from "@/app/(staff)/dashboard-to-ship";
import { DashboardTopSellers } from "@/app/(staff)/dashboard-top-sellers";
import { usePerson } from "@/client/person";
import { PageBody, PageHeader } from "@/ui/page";

/** What must happen next, what the shop did, and what just happened. Every part moves by itself. */
export function DashboardScreen() {
  const { name } = usePerson();
  return (
    <>
      <PageHeader title="Dashboard" description={`Good to see you, ${name.split(" ")[0] ?? name}.`} />
      <DashboardFirstSteps />
      <div className="mb-4">
        <DashboardFigures />
      </div>
      <PageBody aside={<DashboardActivity />}>
        <DashboardSales />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <DashboardToShip />
          <DashboardLowStock />
        </div>
        <DashboardTopSellers />
      </PageBody>
    </>
  );
}
