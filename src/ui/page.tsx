import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./class-names";

type Crumb = { label: string; href?: string };

type PageHeaderProps = {
  title: ReactNode;
  breadcrumb?: readonly Crumb[];
  badge?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
};

/** The head of a page: breadcrumb, title and actions. */
export function PageHeader({ title, breadcrumb, badge, description, actions }: PageHeaderProps) {
  return (
    <header
      className={cn(
        "mb-4 flex flex-wrap justify-between gap-x-4 gap-y-3",
        breadcrumb ? "items-end" : description ? "items-start" : "items-center",
      )}
    >
      <div className="min-w-0 md:flex-1 md:basis-64">
        {breadcrumb && <Breadcrumb crumbs={breadcrumb} />}
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="text-xl font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
          {badge}
        </div>
        {description && <p className="mt-0.5 max-w-prose text-sm text-pretty text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-0.5">
      <ol className="flex flex-wrap items-center gap-1 text-xs text-muted">
        {crumbs.map((crumb, index) => (
          <li key={crumb.label} className="flex max-w-full min-w-0 items-center gap-1">
            {index > 0 && <ChevronRight aria-hidden className="size-3 shrink-0" />}
            {crumb.href ? (
              <Link href={crumb.href} className="truncate rounded-sm py-1 hover:text-foreground hover:underline">
                {crumb.label}
              </Link>
            ) : (
              <span className="truncate">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

type PageBodyProps = { aside?: ReactNode; className?: string; children: ReactNode };

/** The body of a page. `aside` is at the right on wide screens and below on a phone. */
export function PageBody({ aside, className, children }: PageBodyProps) {
  if (!aside) return <div className={cn("flex min-w-0 flex-col gap-4", className)}>{children}</div>;
  return (
    <div className={cn("grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]", className)}>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
      <aside className="flex min-w-0 flex-col gap-4">{aside}</aside>
    </div>
  );
}

type SectionProps = {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A titled part of a page, without a frame of its own. */
export function Section({ title, description, actions, className, children }: SectionProps) {
  return (
    <section className={cn("min-w-0", className)}>
      {(title || actions) && (
        <div className="mb-2 flex min-h-8 items-center justify-between gap-3">
          <div className="min-w-0">
            {title && <h2 className="text-base font-semibold">{title}</h2>}
            {description && <p className="text-sm text-muted">{description}</p>}
          </div>
          {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
