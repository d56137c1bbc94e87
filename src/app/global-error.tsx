"use client";

import "@fontsource-variable/inter";
import "./globals.css";
import ErrorPage from "./error";

/** Stands in for the root layout when that itself fails, so it brings its own document. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Quartermaster</title>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
