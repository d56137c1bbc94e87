import { buttonStyle } from "@/ui/button-style";
import { EmptyState } from "@/ui/empty-state";
import { PlainLink } from "@/ui/plain-link";

/** Every page loads the scripts of this beforehand, so it has none. */
export default function NotFound() {
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-md flex-col justify-center">
      <EmptyState
        icon="?"
        title="Page not found"
        action={
          <PlainLink href="/" className={buttonStyle({ variant: "primary" })}>
            Go to the dashboard
          </PlainLink>
        }
      >
        Check the address. The page may have been archived, or you may not have access.
      </EmptyState>
    </div>
  );
}
