import { trackingUrl } from "@/modules/shop/carriers/carrier";
import { CopyButton } from "@/ui/copy-button";
import { PlainLink } from "@/ui/plain-link";

/** The number of a parcel, which leads to the carrier's own page where there is one. */
export function TrackingLink({ tracking, link }: { tracking: string; link: string | null }) {
  const url = trackingUrl(link ?? "", tracking);
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      {url === null ? (
        <span className="font-mono wrap-anywhere text-foreground">{tracking}</span>
      ) : (
        <PlainLink href={url} target="_blank" rel="noopener noreferrer">
          <span className="font-mono wrap-anywhere">{tracking}</span>
        </PlainLink>
      )}
      <CopyButton text={tracking} label="Copy tracking number" />
    </span>
  );
}
