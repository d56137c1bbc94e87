import { Compass } from "lucide-react";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";

export default function NotFound() {
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-md flex-col justify-center">
      <EmptyState
        icon={<Compass />}
        title="Page not found"
        action={
          <LinkButton href="/" variant="primary">
            Go to the dashboard
          </LinkButton>
        }
      >
        Check the address. The page may have been archived, or you may not have access.
      </EmptyState>
    </div>
  );
}
