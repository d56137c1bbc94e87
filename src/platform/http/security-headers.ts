type Options = { nonce: string; secure: boolean; development: boolean };

/**
 * What a page may load and run: its own scripts by nonce, whatever those load in turn, and nothing from elsewhere.
 * Inline styles are allowed, since charts and popovers place themselves by them.
 */
export function contentSecurityPolicy({ nonce, secure, development }: Options): string {
  const directives = [
    "default-src 'self'",
    // React's development build restores stack traces by eval; the production build does not.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "media-src 'self' blob:",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "report-uri /api/csp-reports",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}

/** Two years, with subdomains: a browser that came once never uses http again. */
export const STRICT_TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains";
