"use client";

import { usePerson } from "@/client/person";
import { PageBody, PageHeader } from "@/ui/page";
import { DashboardActivity } from "./activity";
import { DashboardFigures } from "./figures";
import { DashboardFirstSteps } from "./first-steps";
import { DashboardLowStock } from "./low-stock";
import { DashboardSales } from "./sales";
import { DashboardToShip } from "./to-ship";
import { DashboardTopSellers } from "./top-sellers";

/** What must happen next, what was sold, and what just happened. Every part is live. */
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
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
          <DashboardToShip />
          <DashboardLowStock />
        </div>
        <DashboardTopSellers />
      </PageBody>
    </>
  );
}
