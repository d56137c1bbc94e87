"use client";

import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { ReturnBadge } from "@/app/(staff)/_returns/return-badge";
import type { Return } from "@/app/(staff)/_returns/return-data";
import { Loaded } from "@/client/loaded";
import { useOwnScanBox } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { DOCUMENT_NAMES, documentPath } from "@/modules/documents/document";
import { formatOrderNumber } from "@/modules/orders/order";
import { canReceive, formatReturnNumber } from "@/modules/returns/return";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { deferred } from "@/ui/on-demand";
import { PageBody, PageHeader } from "@/ui/page";
import { PlainLink } from "@/ui/plain-link";
import { DetailSkeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import { ReceiveItems } from "./receive-items";
import { ReturnEnd } from "./return-end";
import { ReturnLines } from "./return-lines";
import { ReturnMoney } from "./return-money";
import { ReturnReceipts } from "./return-receipts";

const EmailDocument = deferred(() => import("@/app/(staff)/_mails/email-document").then((file) => file.EmailDocument));

const SentMails = deferred(() => import("@/app/(staff)/_mails/sent-mails").then((file) => file.SentMails));

export function ReturnScreen({ returnId }: { returnId: string }) {
  // From the first moment: a scan that comes while the page still loads must not lead away from it.
  useOwnScanBox();
  const found = trpc.returns.get.useQuery({ returnId });
  return (
    <Loaded query={found} skeleton={<DetailSkeleton />}>
      {(found) => <ReturnPage found={found} />}
    </Loaded>
  );
}

function ReturnPage({ found }: { found: Return }) {
  const number = formatReturnNumber(found.number);
  return (
    <>
      <PageHeader
        title={`Return ${number}`}
        breadcrumb={[{ label: "Returns", href: "/returns" }, { label: number }]}
        badge={<ReturnBadge status={found.status} />}
        description={
          <>
            Of order <OrderLink found={found} /> for {found.customerName}, authorised{" "}
            <DateTime at={found.authorisedAt} /> by {found.authorisedByName}
          </>
        }
        actions={
          <>
            <PlainLink href={documentPath("return-slip", found.id)} target="_blank" rel="noreferrer">
              {DOCUMENT_NAMES["return-slip"]}
            </PlainLink>
            <EmailDocument kind="return-slip" documentId={found.id} number={number} />
            <ReturnEnd found={found} />
          </>
        }
      />
      <PageBody aside={<Aside found={found} />}>
        {canReceive(found.status) ? <ReceiveItems found={found} /> : <ReturnLines found={found} />}
        <ReturnReceipts found={found} />
      </PageBody>
    </>
  );
}

const OrderLink = ({ found: { orderId, orderNumber } }: { found: Return }) => (
  <TextLink href={`/orders/${orderId}`}>{formatOrderNumber(orderNumber)}</TextLink>
);

function Aside({ found }: { found: Return }) {
  return (
    <>
      <ReturnMoney found={found} />
      <SentMails orderId={found.orderId} documentId={found.id} />
      <Card>
        <CardHeader title="History" />
        <EntityHistory entityId={found.id} label={`History of return ${formatReturnNumber(found.number)}`} />
      </Card>
    </>
  );
}
