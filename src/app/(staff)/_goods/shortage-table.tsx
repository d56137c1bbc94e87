import { type Guarded, hasParts, isNumber, isText, listOf, optional } from "@/shared/guard";
import { formatQuantity } from "@/shared/quantity";
import { Quantity } from "@/ui/amount";

/** The details of every refusal for lack of stock. */
export const hasShortages = hasParts({
  shortages: listOf(
    hasParts({
      variantId: isText,
      sku: isText,
      title: isText,
      requested: isNumber,
      available: isNumber,
      locationCode: optional(isText),
      elsewhere: optional(listOf(hasParts({ name: isText, available: isNumber }))),
    }),
  ),
});
export type Shortage = Guarded<typeof hasShortages>["shortages"][number];

/** Every product that is short and by how much, as a table. */
export function ShortageTable({ shortages }: { shortages: readonly Shortage[] }) {
  return (
    <table aria-label="Shortages" className="my-1.5 w-full text-left text-sm">
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="py-1 pr-3 font-medium">
            Product
          </th>
          <th scope="col" className="py-1 pr-3 text-right font-medium">
            Requested
          </th>
          <th scope="col" className="py-1 pr-3 text-right font-medium">
            Available
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            Short
          </th>
        </tr>
      </thead>
      <tbody>
        {shortages.map((line) => (
          <tr key={`${line.variantId} ${line.locationCode ?? ""}`} className="border-t border-danger/20 align-top">
            <td className="py-1 pr-3 wrap-anywhere">
              {line.title}
              <span className="block text-xs text-muted">
                {line.locationCode ? `${line.sku} in ${line.locationCode}` : line.sku}
              </span>
              {line.elsewhere && (
                <span className="block text-xs">
                  {line.elsewhere.map(({ name, available }) => `${name} has ${formatQuantity(available)}`).join(", ")}
                </span>
              )}
            </td>
            <td className="py-1 pr-3 text-right">
              <Quantity value={line.requested} />
            </td>
            <td className="py-1 pr-3 text-right">
              <Quantity value={line.available} />
            </td>
            <td className="py-1 text-right font-medium">
              <Quantity value={Math.max(0, line.requested - line.available)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
