import { TAX_CODE_NAMES } from "@/modules/catalog/taxes/tax";
import { formatRate } from "@/shared/money";
import { formatQuantity } from "@/shared/quantity";
import { Money } from "@/ui/amount";
import { Card } from "@/ui/card";
import type { Invoice } from "./invoice-data";

const CELL = "px-3 py-2 text-right tabular-nums whitespace-nowrap";
const NAME = "px-3 py-2 wrap-anywhere";
/** On a phone a line below the item says these, so that the amount has room. */
const WIDE = `${CELL} max-sm:hidden`;

/** What it says, line by line, and how it is taxed. */
export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const { lines, shipping, currency, pricesIncludeTax } = invoice;
  const money = (minor: number) => <Money minor={minor} currency={currency} />;
  const amountOf = ({ net, tax }: { net: number; tax: number }) => (pricesIncludeTax ? net + tax : net);
  return (
    <Card padded={false}>
      <div className="overflow-x-auto" role="region" aria-label="Lines" tabIndex={0}>
        <table className="w-full text-sm">
          <thead className="border-b border-border text-xs text-muted">
            <tr>
              <th className="px-3 py-2 text-left font-medium">Item</th>
              <th className={`${WIDE} font-medium`}>Quantity</th>
              <th className={`${WIDE} font-medium`}>Price</th>
              <th className={`${WIDE} font-medium`}>Tax</th>
              <th className={`${CELL} font-medium`}>Amount</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-border">
            {lines.map((line) => (
              <tr key={line.id}>
                <td className={NAME}>
                  {line.name} <span className="text-muted">{line.sku}</span>
                  <span className="block text-xs text-muted sm:hidden">
                    {line.quantity > 0 && (
                      <>
                        {formatQuantity(line.quantity)} × {money(line.unitPrice)},{" "}
                      </>
                    )}
                    {formatRate(line.rate)} tax
                  </span>
                  {line.discount > 0 && (
                    <span className="block text-xs text-muted">Less {money(line.discount)} discount</span>
                  )}
                </td>
                <td className={WIDE}>{line.quantity > 0 && formatQuantity(line.quantity)}</td>
                <td className={WIDE}>{line.quantity > 0 && money(line.unitPrice)}</td>
                <td className={WIDE}>{formatRate(line.rate)}</td>
                <td className={CELL}>{money(amountOf(line))}</td>
              </tr>
            ))}
            {shipping && (
              <tr>
                <td className={NAME}>
                  Shipping
                  <span className="block text-xs text-muted sm:hidden">{formatRate(shipping.rate)} tax</span>
                </td>
                <td className={WIDE} />
                <td className={WIDE} />
                <td className={WIDE}>{formatRate(shipping.rate)}</td>
                <td className={CELL}>{money(amountOf(shipping))}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <Totals invoice={invoice} />
    </Card>
  );
}

function Totals({ invoice: { net, taxes, total, currency } }: { invoice: Invoice }) {
  const rows = [
    { label: "Total before tax", minor: net },
    ...taxes.map(({ category, rate, tax }) => ({
      label: category === "S" ? `Tax ${formatRate(rate)}` : TAX_CODE_NAMES[category],
      minor: tax,
    })),
    { label: "Total", minor: total },
  ];
  return (
    <dl className="ml-auto flex max-w-72 flex-col gap-1 px-3 py-3 text-sm">
      {rows.map(({ label, minor }, index) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className={index === rows.length - 1 ? "font-semibold" : "text-muted"}>{label}</dt>
          <dd className={index === rows.length - 1 ? "font-semibold" : ""}>
            <Money minor={minor} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
